--[[ Hands originals to Lowlight and takes the results into the catalog, stacked above them. ]]
local LrFileUtils = import 'LrFileUtils'

local Command = require 'Command'
local Settings = require 'Settings'

local Originals = {}

local COPIED = { 'rating', 'colorNameForLabel', 'pickStatus' }
local TEXTS = { 'title', 'caption', 'copyright', 'creator' }

--- Give the result what the photographer has said of the original.
function Originals.copy_facts(from, to)
  for _, key in ipairs(COPIED) do
    local value = from:getRawMetadata(key)
    if value ~= nil then
      to:setRawMetadata(key, value)
    end
  end
  for _, key in ipairs(TEXTS) do
    local value = from:getFormattedMetadata(key)
    if value and value ~= '' then
      to:setRawMetadata(key, value)
    end
  end
  for _, keyword in ipairs(from:getRawMetadata('keywords') or {}) do
    to:addKeyword(keyword)
  end
end

--- Lay a result into the catalog, above its original.
-- @return whether it is there
-- @return why not, a sentence
function Originals.take_in(catalog, path, original)
  local is_there = false
  catalog:withWriteAccessDo('Lowlight', function()
    local photo = catalog:findPhotoByPath(path)
    if photo == nil then
      photo = catalog:addPhoto(path, original, 'above')
    end
    Originals.copy_facts(original, photo)
    is_there = true
  end, { timeout = 60 })
  if is_there then
    return true
  end
  return false, LOC('$$$/Lowlight/Busy=^1 is done, but Lightroom was too busy to take it in. '
    .. 'Import it.', path)
end

--- Photos by the path of their file; of virtual copies the first.
local function by_path(photos)
  local paths, of_path = {}, {}
  for _, photo in ipairs(photos) do
    local path = photo:getRawMetadata('path')
    local is_video = photo:getRawMetadata('isVideo')
    if path and not is_video and not of_path[path] and LrFileUtils.exists(path) then
      of_path[path] = photo
      paths[#paths + 1] = path
    end
  end
  return paths, of_path
end

--- Enhance the originals of photos.
-- @param progress an LrProgressScope
-- @return how many results lie in the catalog
-- @return sentences of what went wrong
function Originals.enhance(catalog, photos, settings, progress)
  local paths, of_path = by_path(photos)
  local done, problems = 0, {}
  if #paths < #photos then
    problems[1] = LOC('$$$/Lowlight/NoFile=^1 photos have no file of their own here: videos, '
      .. 'virtual copies, or originals that are not connected.', tostring(#photos - #paths))
  end
  -- One at a time: Lightroom learns nothing of a program before it ends.
  for number, path in ipairs(paths) do
    if progress:isCanceled() then
      break
    end
    progress:setPortionComplete(number - 1, #paths)
    progress:setCaption(path)
    local words = Settings.enhance_words(settings)
    words[#words + 1] = '--'
    words[#words + 1] = path
    local rows, sentence = Command.run_with_report(words)
    if sentence then
      problems[#problems + 1] = sentence
      break -- it will not start for the others either
    end
    for _, row in ipairs(rows) do
      if row.output then
        local is_there, reason = Originals.take_in(catalog, row.output, of_path[path])
        done = done + (is_there and 1 or 0)
        problems[#problems + 1] = reason
      else
        problems[#problems + 1] = row.error
          or (path .. ': ' .. LOC '$$$/Lowlight/Nothing=Lowlight made nothing of it.')
      end
    end
  end
  progress:done()
  return done, problems
end

return Originals
