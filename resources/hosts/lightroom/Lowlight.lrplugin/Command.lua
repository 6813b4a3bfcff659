--[[ How Lowlight is started, and what it says. Lightroom gives a plug-in an exit code and nothing
  else, so both outputs of the program go into a file. ]]
local COMMAND = { "lowlight" }
local VERSION = "0"

local LrFileUtils = import 'LrFileUtils'
local LrPathUtils = import 'LrPathUtils'
local LrPrefs = import 'LrPrefs'
local LrTasks = import 'LrTasks'

local Command = { version = VERSION }

--- What is started: as installed, or what the user has chosen in the Plug-in Manager.
function Command.words()
  local chosen = LrPrefs.prefsForPlugin().program
  if chosen and chosen ~= '' then
    return { chosen }
  end
  return COMMAND
end

--- A word as the system's shell reads it.
function Command.quoted(word)
  if WIN_ENV then
    -- A name cannot hold a quote there. In cmd a percent sign cannot be escaped within quotes;
    -- outside of them a caret keeps it from being read as a variable.
    return '"' .. word:gsub('%%', '"^%%"') .. '"'
  end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

--- The whole line for the shell; all that is said goes into `log`.
function Command.line(arguments, log)
  local quoted = {}
  for _, list in ipairs { Command.words(), arguments } do
    for _, word in ipairs(list) do
      quoted[#quoted + 1] = Command.quoted(word)
    end
  end
  local line = table.concat(quoted, ' ') .. ' >' .. Command.quoted(log) .. ' 2>&1'
  if WIN_ENV then
    return '"' .. line .. '"' -- cmd takes the outer pair away
  end
  return line
end

--- A file of our own that does not exist yet.
function Command.temporary(ending)
  local folder = LrPathUtils.getStandardFilePath('temp')
  return LrFileUtils.chooseUniqueFileName(LrPathUtils.child(folder, 'lowlight.' .. ending))
end

local function said(log)
  local sentence = nil
  for line in (LrFileUtils.readFile(log) or ''):gmatch('[^\r\n]+') do
    sentence = line:match('^lowlight: (.*)') or sentence
  end
  return sentence
end

--- Run Lowlight; only in a task.
-- @return whether it went well
-- @return what went wrong, a sentence, or nil
function Command.run(arguments)
  local log = Command.temporary('txt')
  local code = LrTasks.execute(Command.line(arguments, log))
  local sentence = code ~= 0 and said(log) or nil
  LrFileUtils.delete(log)
  if code == 0 then
    return true
  end
  -- A system with wait statuses says 32512 for 127, one with exit codes says 9009 or 1.
  return false, sentence or LOC('$$$/Lowlight/NotStarted=Lowlight could not be started (^1). '
    .. 'See File > Plug-in Manager > Lowlight.', tostring(code))
end

--- Run Lowlight and read the report that it writes.
-- @return its rows: { source = , output = , state = , error = } of every photo
-- @return what went wrong as a whole, or nil
function Command.run_with_report(arguments)
  local report = Command.temporary('json')
  local all = { arguments[1], '--report', report }
  for i = 2, #arguments do
    all[#all + 1] = arguments[i]
  end
  local ok, sentence = Command.run(all)
  local Report = require 'Report'
  local rows = Report.rows(LrFileUtils.readFile(report) or '')
  LrFileUtils.delete(report)
  if not ok and #rows == 0 then
    return rows, sentence
  end
  return rows, nil
end

return Command
