--[[ File ▸ Plug-in Manager ▸ Lowlight: which program is started, and whether it starts. ]]
local LrDialogs = import 'LrDialogs'
local LrPrefs = import 'LrPrefs'
local LrTasks = import 'LrTasks'
local LrView = import 'LrView'

local Command = require 'Command'

local function choose(prefs)
  local chosen = LrDialogs.runOpenPanel {
    title = LOC '$$$/Lowlight/ItsProgram=The program of Lowlight',
    canChooseFiles = true,
    canChooseDirectories = false,
    allowsMultipleSelection = false,
  }
  if chosen then
    prefs.program = chosen[1]
  end
end

local function try()
  LrTasks.startAsyncTask(function()
    local ok, sentence = Command.run { '--version' }
    if ok then
      LrDialogs.message(LOC '$$$/Lowlight/Starts=Lowlight starts.',
        table.concat(Command.words(), ' '), 'info')
    else
      LrDialogs.message(LOC '$$$/Lowlight/StartsNot=Lowlight does not start.', sentence, 'critical')
    end
  end)
end

local function sectionsForTopOfDialog(factory)
  local prefs = LrPrefs.prefsForPlugin()
  return {
    {
      title = 'Lowlight',
      synopsis = 'Version ' .. Command.version,
      bind_to_object = prefs,
      factory:row {
        factory:static_text { title = LOC '$$$/Lowlight/Program=Program:' },
        factory:edit_field {
          value = LrView.bind 'program',
          placeholder_string = table.concat(Command.words(), ' '),
          tooltip = LOC('$$$/Lowlight/Empty=Empty: as ^[lowlight hosts install lightroom^] '
            .. 'has written it.'),
          fill_horizontal = 1,
        },
        factory:push_button {
          title = LOC '$$$/Lowlight/Choose=Choose^.',
          action = function() choose(prefs) end,
        },
        factory:push_button { title = LOC '$$$/Lowlight/Try=Try', action = try },
      },
    },
  }
end

return { sectionsForTopOfDialog = sectionsForTopOfDialog }
