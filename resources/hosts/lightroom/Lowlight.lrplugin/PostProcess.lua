--[[ The post-process action “Lowlight” of every other export: what Lightroom has rendered is lit in
  place, in the format, depth and color space of that export. ]]
local LrView = import 'LrView'

local Command = require 'Command'
local Settings = require 'Settings'

local filter = {
  exportPresetFields = { Settings.fields[1] },
}

function filter.sectionForFilterInDialog(factory, properties)
  return {
    title = 'Lowlight',
    synopsis = LrView.bind { key = 'lowlight_preset', object = properties },
    bind_to_object = properties,
    Settings.view(factory, false),
  }
end

--- Videos go through untouched; shouldRenderPhoto would take them out of the export.
function filter.postProcessRenderedPhotos(_, context)
  local options = {
    plugin = _PLUGIN,
    renditionsToSatisfy = context.renditionsToSatisfy,
  }
  for source, wanted in context:renditions(options) do
    local rendered, message = source:waitForRender()
    if rendered and source.photo:getRawMetadata('isVideo') then
      wanted:renditionIsDone(true)
    elseif rendered then
      local preset = context.propertyTable.lowlight_preset
      local ok, sentence = Command.run(Settings.edit_words(preset, source.destinationPath))
      wanted:renditionIsDone(ok, sentence)
    else
      wanted:renditionIsDone(false, message)
    end
  end
end

return filter
