--[[ Library ▸ Plug-in Extras ▸ Enhance with Lowlight: the originals of the selected photos. ]]
local LrApplication = import 'LrApplication'
local LrBinding = import 'LrBinding'
local LrDialogs = import 'LrDialogs'
local LrFunctionContext = import 'LrFunctionContext'
local LrPrefs = import 'LrPrefs'
local LrProgressScope = import 'LrProgressScope'
local LrTasks = import 'LrTasks'
local LrView = import 'LrView'

local Originals = require 'Originals'
local Settings = require 'Settings'

--- Ask for look and format; nil if the user cancels. What was chosen is there the next time.
local function asked(context, count)
  local prefs = LrPrefs.prefsForPlugin()
  local settings = LrBinding.makePropertyTable(context)
  for _, field in ipairs(Settings.fields) do
    settings[field.key] = prefs[field.key] or field.default
  end
  local factory = LrView.osFactory()
  local contents = Settings.view(factory, true)
  contents.bind_to_object = settings
  local answer = LrDialogs.presentModalDialog {
    title = count == 1 and LOC '$$$/Lowlight/Enhance=Enhance with Lowlight'
      or LOC('$$$/Lowlight/EnhanceMany=Enhance ^1 photos with Lowlight', tostring(count)),
    contents = contents,
    actionVerb = LOC '$$$/Lowlight/Verb=Enhance',
  }
  if answer ~= 'ok' then
    return nil
  end
  for _, field in ipairs(Settings.fields) do
    prefs[field.key] = settings[field.key]
  end
  return settings
end

LrTasks.startAsyncTask(function()
  LrFunctionContext.callWithContext('Lowlight', function(context)
    LrDialogs.attachErrorDialogToFunctionContext(context)
    local catalog = LrApplication.activeCatalog()
    local photos = catalog:getTargetPhotos()
    local settings = asked(context, #photos)
    if settings == nil then
      return
    end
    local progress = LrProgressScope { title = 'Lowlight', functionContext = context }
    progress:setCancelable(true)
    local done, problems = Originals.enhance(catalog, photos, settings, progress)
    if #problems > 0 then
      LrDialogs.message(LOC('$$$/Lowlight/Done=^1 of ^2 photos are done.', tostring(done),
        tostring(#photos)),
        table.concat(problems, '\n'), 'warning')
    end
  end)
end)
