--[[ A Lightroom Classic that holds a few photos and writes down what a plug-in asks of it.

  new(plugin_folder, temp_folder, execute) -> the world that the tests look into. Functions that
  Lightroom documents as methods check that they are called as such. ]]
local function new(plugin_folder, temp_folder, execute)
  local world = {
    dialogs = {}, added = {}, set = {}, keywords = {}, executed = {}, captions = {},
    prefs = {}, answer = 'ok', locked = true, cancel_after = math.huge, done = {}, failed = {},
    parts = {},
  }
  WIN_ENV, MAC_ENV = false, true
  package.path = plugin_folder .. '/?.lua'
  for name in pairs(package.loaded) do
    if name:match('^%u') then
      package.loaded[name] = nil
    end
  end
  _PLUGIN = { path = plugin_folder }

  local function exists(path)
    local file = io.open(path, 'rb')
    if file then file:close() end
    return file ~= nil
  end

  -- As the SDK's guide has it: a dictionary beside Info.lua, its keys, places for more strings.
  local dictionary = {}
  for line in (world_language and io.lines(plugin_folder .. '/TranslatedStrings_' .. world_language
    .. '.txt') or function() end) do
    local key, text = line:match('^"(%$%$%$/[%w/]+)=(.*)"$')
    dictionary[assert(key, line)] = text
  end
  local signs = { n = '\n', ['.'] = '…', ['['] = '“', [']'] = '”' }
  function LOC(zstring, ...)
    local key, text = zstring:match('^(%$%$%$/[%w/]+)=(.*)$')
    assert(key, zstring)
    assert(not text:find('[\128-\255]'), 'only ASCII in code: ' .. zstring)
    local given = { ... }
    for _, value in ipairs(given) do
      assert(type(value) == 'string')
    end
    return ((dictionary[key] or text):gsub('%^(.)', function(sign)
      return sign:match('%d') and assert(given[tonumber(sign)]) or assert(signs[sign], sign)
    end))
  end

  local modules = {}
  modules.LrFileUtils = {
    exists = function(path) return exists(path) and 'file' end,
    readFile = function(path)
      local file = io.open(path, 'rb')
      if not file then return nil end
      local text = file:read('*a')
      file:close()
      return text
    end,
    delete = function(path) return os.remove(path) ~= nil end,
    copy = function(from, to)
      local source = io.open(from, 'rb')
      local target = source and io.open(to, 'wb')
      if not target then
        return false, 'The disk is full.'
      end
      target:write(source:read('*a'))
      source:close()
      target:close()
      return true
    end,
    move = function(from, to)
      if world.is_another_disk then
        return false, 'It is on another volume.'
      end
      local ok, reason = os.rename(from, to)
      return ok ~= nil, reason
    end,
    chooseUniqueFileName = function(path)
      local stem, ending = path:match('^(.*)%.([^.]*)$')
      local number, free = 1, path
      while exists(free) do
        number = number + 1
        free = stem .. '-' .. number .. '.' .. ending
      end
      return free
    end,
  }
  modules.LrPathUtils = {
    child = function(folder, name) return folder .. '/' .. name end,
    extension = function(path) return path:match('%.([^.]*)$') end,
    removeExtension = function(path) return (path:gsub('%.[^.]*$', '')) end,
    addExtension = function(path, ending) return path .. '.' .. ending end,
    getStandardFilePath = function(name)
      assert(name == 'temp')
      return temp_folder
    end,
  }
  modules.LrPrefs = { prefsForPlugin = function() return world.prefs end }
  modules.LrTasks = {
    execute = function(line)
      table.insert(world.executed, line)
      return execute(line)
    end,
    startAsyncTask = function(task) task() end,
  }
  modules.LrDialogs = {
    message = function(text, info, kind)
      table.insert(world.dialogs, { text = text, info = info, kind = kind })
    end,
    presentModalDialog = function(dialog)
      assert(dialog.title and dialog.contents and dialog.actionVerb)
      world.dialog = dialog
      return world.answer
    end,
    runOpenPanel = function() return world.chosen end,
    attachErrorDialogToFunctionContext = function() end,
  }
  modules.LrBinding = { makePropertyTable = function(context) assert(context) return {} end }
  modules.LrFunctionContext = {
    callWithContext = function(name, task) assert(type(name) == 'string') task({}) end,
  }
  local function progress_scope()
    local scope, looks = {}, 0
    function scope:setCancelable(yes) assert(yes) end
    function scope:setCaption(text) table.insert(world.captions, text) end
    function scope:setPortionComplete(n, of)
      assert(n <= of)
      table.insert(world.parts, n / of)
    end
    function scope:isCanceled()
      looks = looks + 1
      return looks > world.cancel_after
    end
    function scope:done() world.finished = true end
    return scope
  end
  modules.LrProgressScope = setmetatable({}, { __call = function(_, options)
    assert(options.title)
    return progress_scope()
  end })
  local factory = setmetatable({}, { __index = function(_, kind)
    return function(self, options)
      assert(type(self) == 'table', kind .. ' is a method')
      if kind:match('_spacing$') then return 8 end
      options.kind = kind
      return options
    end
  end })
  modules.LrView = {
    osFactory = function() return factory end,
    bind = function(key) return { bound = key } end,
    share = function(name) return { shared = name } end,
  }
  world.factory = factory

  local Photo = {}
  Photo.__index = Photo
  function Photo:getRawMetadata(key) return self.raw[key] end
  function Photo:getFormattedMetadata(key) return self.formatted[key] end
  function Photo:setRawMetadata(key, value)
    assert(not world.locked, 'only within withWriteAccessDo')
    self.written[key] = value
  end
  function Photo:addKeyword(keyword)
    assert(not world.locked, 'only within withWriteAccessDo')
    table.insert(self.added_keywords, keyword)
  end
  function world.photo(raw, formatted)
    return setmetatable({ raw = raw, formatted = formatted or {}, written = {},
      added_keywords = {} }, Photo)
  end

  local catalog = { photos = {}, known = {} }
  function catalog:getTargetPhotos() return self.photos end
  function catalog:findPhotoByPath(path) return self.known[path] end
  function catalog:addPhoto(path, beside, position)
    assert(not world.locked, 'only within withWriteAccessDo')
    assert(exists(path), path .. ' has to be there')
    local photo = world.photo({ path = path })
    self.known[path] = photo
    table.insert(world.added, { path = path, beside = beside, position = position, photo = photo })
    return photo
  end
  function catalog:withWriteAccessDo(name, task, options)
    assert(type(name) == 'string' and options.timeout > 0)
    if world.is_busy then
      return 'aborted'
    end
    world.locked = false
    task()
    world.locked = true
    return 'executed'
  end
  world.catalog = catalog
  modules.LrApplication = { activeCatalog = function() return catalog end }

  --- An export of photos: rendered(i) tells the path of each, or nil and a message.
  function world.export(photos, settings, rendered)
    local context = { propertyTable = settings, renditionsToSatisfy = {} }
    local progress = progress_scope()
    function context:configureProgress(options)
      assert(options.title)
      return progress
    end
    context.exportSession = { countRenditions = function(self) return #photos end }
    function context:renditions(options)
      assert(options.stopIfCanceled or options.plugin == _PLUGIN)
      local i = 0
      return function()
        i = i + 1
        local photo = photos[i]
        if not photo then return nil end
        local path, message = rendered(i)
        local rendition = { photo = photo, destinationPath = path }
        function rendition:waitForRender()
          if path then return true, path end
          return false, message
        end
        function rendition:uploadFailed(text) table.insert(world.failed, text) end
        local wanted = {}
        function wanted:renditionIsDone(ok, text)
          table.insert(world.done, { ok = ok, text = text })
        end
        if options.plugin then return rendition, wanted end
        return i, rendition
      end
    end
    return context
  end

  function import(name)
    return assert(modules[name], 'Lightroom has no ' .. name)
  end
  return world
end

return new
