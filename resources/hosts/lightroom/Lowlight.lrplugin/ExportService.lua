--[[ The export “Lowlight”: sends originals where “Original” is chosen as format, else what Lightroom
  renders; the results are stacked above their photos. ]]
local LrApplication = import 'LrApplication'
local LrDialogs = import 'LrDialogs'
local LrFileUtils = import 'LrFileUtils'
local LrPathUtils = import 'LrPathUtils'
local LrView = import 'LrView'

local Command = require 'Command'
local Originals = require 'Originals'
local Settings = require 'Settings'

local service = {
  hideSections = { 'exportLocation', 'fileNaming', 'postProcessing', 'video', 'watermarking' },
  allowFileFormats = { 'ORIGINAL', 'TIFF', 'JPEG' },
  allowColorSpaces = { 'ProPhotoRGB', 'AdobeRGB', 'sRGB' },
  canExportVideo = false,
  exportPresetFields = Settings.fields,
}

function service.sectionsForTopOfDialog(factory, properties)
  return {
    {
      title = 'Lowlight',
      synopsis = LrView.bind { key = 'lowlight_preset', object = properties },
      bind_to_object = properties,
      Settings.view(factory, true),
      factory:static_text {
        title = LOC('$$$/Lowlight/Formats=With the format ^[Original^] Lowlight gets the RAW file '
          .. 'itself, which is best.^nWith TIFF it gets what Lightroom has developed.'),
        fill_horizontal = 1,
      },
    },
  }
end

--- A name beside the original that is free: "NAME-lowlight.tif".
local function beside(photo, ending)
  local path = photo:getRawMetadata('path')
  local stem = LrPathUtils.removeExtension(path) .. '-lowlight'
  return LrFileUtils.chooseUniqueFileName(LrPathUtils.addExtension(stem, ending))
end

--- Lightroom renders into a folder of its own, which may lie on another disk than the original.
local function move(from, to)
  if LrFileUtils.move(from, to) then
    return true
  end
  local copied, reason = LrFileUtils.copy(from, to)
  if not copied then
    LrFileUtils.delete(to) -- what of it is there
  end
  return copied, reason
end

--- Edit what Lightroom rendered in place, and keep it beside the original.
local function enhance_rendered(catalog, rendition, path, settings)
  local ok, sentence = Command.run(Settings.edit_words(settings.lowlight_preset, path))
  if not ok then
    return false, sentence
  end
  local target = beside(rendition.photo, LrPathUtils.extension(path))
  local moved, reason = move(path, target)
  if not moved then
    return false, target .. ': ' .. tostring(reason)
  end
  return Originals.take_in(catalog, target, rendition.photo)
end

local function enhance_original(catalog, rendition, settings)
  local words = Settings.enhance_words(settings)
  words[#words + 1] = '--'
  words[#words + 1] = rendition.photo:getRawMetadata('path')
  local rows, sentence = Command.run_with_report(words)
  local row = rows[1] or {}
  if sentence or not row.output then
    return false, sentence or row.error or LOC '$$$/Lowlight/Nothing=Lowlight made nothing of it.'
  end
  return Originals.take_in(catalog, row.output, rendition.photo)
end

function service.processRenderedPhotos(_, context)
  local session, settings = context.exportSession, context.propertyTable
  local catalog = LrApplication.activeCatalog()
  local count = session:countRenditions()
  local progress = context:configureProgress {
    title = count == 1 and 'Lowlight'
      or LOC('$$$/Lowlight/Photos=Lowlight: ^1 photos', tostring(count)),
  }
  local problems, gone = {}, 0
  for number, rendition in context:renditions { stopIfCanceled = true } do
    if progress:isCanceled() then
      break
    end
    local rendered, path = rendition:waitForRender()
    local ok, sentence = false, path
    if rendered and settings.LR_format == 'ORIGINAL' then
      ok, sentence = enhance_original(catalog, rendition, settings)
    elseif rendered then
      ok, sentence = enhance_rendered(catalog, rendition, path, settings)
    end
    if rendered and path ~= rendition.photo:getRawMetadata('path') then
      LrFileUtils.delete(path) -- Lightroom's copy; the result lies elsewhere
    end
    if ok then
      gone = gone + 1
    else
      problems[#problems + 1] = tostring(sentence)
      rendition:uploadFailed(tostring(sentence))
    end
    progress:setPortionComplete(number, count)
  end
  if #problems > 0 then
    LrDialogs.message(LOC('$$$/Lowlight/Done=^1 of ^2 photos are done.', tostring(gone),
      tostring(count)), table.concat(problems, '\n'), 'warning')
  end
end

return service
