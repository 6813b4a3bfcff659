--[[ A darktable without a window, whose library and bars are tables; processes are real.

  new(folder, running_os) -> the world that the tests look into; `require "darktable"` gives its
  module. ]]
local function new(folder, running_os)
  local world = { said = {}, jobs = {}, imported = {}, library = {}, preferences = {}, cancel_at = 2 }

  local function image(path)
    local it = { path = path:match("^(.*)/"), filename = path:match("[^/]+$"), tags = {},
      rating = 0, is_raw = path:match("%.CRW$") ~= nil }
    it.group_leader = it
    function it:group_with(leader) self.group_leader = leader end
    function it:make_group_leader() self.leads = true end
    return it
  end
  world.image = image

  local dt = {
    configuration = { running_os = running_os or "linux", api_version_major = 9, cache_dir = folder },
    control = {
      ending = false,
      sleep = function() os.execute("sleep 0.02") end,
      execute = function(line)
        local _, kind, code = os.execute(line)
        return kind == "exit" and code * 256 or code -- a wait status
      end,
    },
    print = function(text) table.insert(world.said, text) end,
    print_log = function() end,
    print_error = function() end,
    database = {
      import = function(path)
        world.library[path] = world.library[path] or image(path)
        table.insert(world.imported, path:match("[^/]+$"))
        return world.library[path]
      end,
    },
    tags = {
      get_tags = function(it)
        local list = {}
        for name in pairs(it.tags) do list[#list + 1] = { name = name } end
        return list
      end,
      attach = function(tag, it) it.tags[tag.name] = true end,
      detach = function(tag, it) it.tags[tag.name] = nil end,
    },
    gui = { libs = { image = {} } },
    preferences = {
      register = function(_, name, _, _, _, default)
        if world.preferences[name] == nil then world.preferences[name] = default end
      end,
      read = function(_, name) return world.preferences[name] or "" end,
      write = function(_, name, _, value) world.preferences[name] = value end,
    },
    new_widget = function(kind)
      assert(kind == "combobox")
      return function(box)
        box.selected = 1
        return box
      end
    end,
  }
  function dt.gui.create_job(text, has_cross, cancel)
    local job, values = {}, { valid = true, percent = 0, text = text }
    setmetatable(job, {
      __index = values,
      __newindex = function(_, name, value)
        values[name] = value
        if name == "percent" and value > world.cancel_at then cancel(job) end -- its cross
      end,
    })
    assert(has_cross)
    table.insert(world.jobs, job)
    return job
  end
  function dt.gui.libs.image.register_action(_, label, action)
    world.label, world.action = label, action
  end
  function dt.gui.libs.image.destroy_action() world.action = nil end
  function dt.register_storage(_, _, store, finish, supported, initialize)
    world.storage = { store = store, finish = finish, supported = supported,
      initialize = initialize }
  end
  function dt.destroy_storage() world.storage = nil end
  function dt.register_event() end
  function dt.destroy_event() end
  package.loaded["darktable"] = dt
  return world
end

return new
