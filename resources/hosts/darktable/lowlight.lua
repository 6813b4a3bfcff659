--[[
  Lowlight for darktable 5: lights photographs that were taken in the dark, and cleans their noise.

  What it adds:
    * the action "enhance RAW (Lowlight)" in the module "actions on selection", and a shortcut of
      that name: hands the selected RAW files themselves to Lowlight; each result, a DNG or a TIFF,
      lands beside its RAW, in the same group;
    * the export storage "Lowlight": hands over what darktable has developed, opens Lowlight's
      window or applies a preset, and lays the result beside the original, in the same group.
  Rating, color labels, tags and the texts of the original are copied. A bar at the lower left
  tells how far it is; its cross ends it.
  Preferences: "Lua options", those that begin with "Lowlight".

  `lowlight hosts install darktable` puts this file in place and writes its next two lines.
]]
local COMMAND = { "lowlight" }
local VERSION = "0"

local dt = require "darktable"

local NAME = "lowlight"
local IS_WINDOWS = dt.configuration.running_os == "windows"
local SEPARATOR = IS_WINDOWS and "\\" or "/"
local POLL_MS = 200
local WINDOW = "choose in Lowlight's window"
local STANDARD = "standard look"
local PRESETS = { "City lights", "Indoor", "Stars", "Concert", "High-ISO portrait" }
local LONGEST_LINE = 80 -- letters of what is told on the screen
local LONGEST_CALL = IS_WINDOWS and 7000 or 100000 -- bytes of file names in one command line

if dt.configuration.api_version_major < 9 then
  dt.print_error("Lowlight needs darktable 5 or newer")
  return
end

-- The user's language ------------------------------------------------------------------------------

--- Whether darktable speaks German: as it was told, or as the system does.
local function is_german()
  local told = { dt.preferences.read("darktable", "ui_last/gui_language", "string") }
  for _, name in ipairs { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" } do
    told[#told + 1] = os.getenv(name) or ""
  end
  for _, language in ipairs(told) do
    if language ~= "" then
      return language:match("^de%f[%A]") ~= nil
    end
  end
  return false
end

local GERMAN = {}
if is_german() then
  local ok, table_or_reason = pcall(require, "lowlight/german")
  GERMAN = ok and table_or_reason or GERMAN
end
local ENGLISH = {}
for english, german in pairs(GERMAN) do
  ENGLISH[german] = english
end

local function tr(text)
  return GERMAN[text] or text
end

--- What is remembered and what Lowlight knows: the same in every language.
local function english(text)
  return ENGLISH[text] or text
end

-- Words and files --------------------------------------------------------------------------------

local function in_shell(word)
  if IS_WINDOWS then
    return '"' .. word .. '"'
  end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

--- A word in a batch file, which puts variables in for % as often as the line is read.
local function in_batch(word, readings)
  return (in_shell(word):gsub("%%", ("%%"):rep(2 * (readings or 1))))
end

local function command_line(words, quote, readings)
  local quoted = {}
  for i, word in ipairs(words) do
    quoted[i] = (quote or in_shell)(word, readings)
  end
  return table.concat(quoted, " ")
end

local function read(path)
  local file = io.open(path, "rb")
  if not file then
    return nil
  end
  local text = file:read("a")
  file:close()
  return text
end

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

local function exists(path)
  local file = io.open(path, "rb")
  if file then
    file:close()
  end
  return file ~= nil
end

-- What Lowlight tells: lines of JSON, one object of plain values each ------------------------------

local ESCAPES = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

local function character(code)
  if code >= 0xDC80 and code <= 0xDCFF then
    return string.char(code - 0xDC00) -- a byte of a file name that is no text
  end
  return utf8.char(code)
end

local function unescaped(text)
  text = text:gsub("\\u([dD][89abAB]%x%x)\\u([dD][c-fC-F]%x%x)", function(high, low)
    local code = (tonumber(high, 16) - 0xD800) * 0x400 + tonumber(low, 16) - 0xDC00
    return utf8.char(code + 0x10000)
  end)
  text = text:gsub("\\(.)(%x?%x?%x?%x?)", function(kind, digits)
    if kind == "u" then
      return character(tonumber(digits, 16))
    end
    return (ESCAPES[kind] or kind) .. digits
  end)
  return text
end

--- A value of the line, as text; nil if it has none of this name.
-- A quote inside a value has a backslash before it, so a name cannot be found inside a value.
local function field(line, name)
  local _, at = line:find('"' .. name .. '": ', 1, true)
  if not at then
    return nil
  end
  if line:sub(at + 1, at + 1) ~= '"' then
    return line:match("^[^,}%]]+", at + 1)
  end
  local start = at + 2
  local stop = start
  while line:sub(stop, stop) ~= '"' do
    if stop > #line then
      return nil
    end
    stop = stop + (line:sub(stop, stop) == "\\" and 2 or 1)
  end
  return unescaped(line:sub(start, stop - 1))
end

-- A call: in the background, watched through files, since darktable must not wait for a pipe -------

local calls = 0

--- A script for sh; a file has changed if it is another one now, or has been written since.
local function shell_script(words, files, paths)
  local lines = {
    "unset LD_LIBRARY_PATH LD_PRELOAD PYTHONHOME PYTHONPATH QT_PLUGIN_PATH GI_TYPELIB_PATH",
  }
  for i, file in ipairs(files) do
    lines[#lines + 1] = "before" .. i .. "=$(ls -i -- " .. in_shell(file) .. ")"
  end
  lines[#lines + 1] = command_line(words) .. " >" .. in_shell(paths.told) .. " 2>"
    .. in_shell(paths.errors) .. " </dev/null &"
  lines[#lines + 1] = "echo $! >" .. in_shell(paths.process)
  lines[#lines + 1] = "wait $!"
  lines[#lines + 1] = "code=$?"
  for i, file in ipairs(files) do
    lines[#lines + 1] = ('[ "$before%d" = "$(ls -i -- %s)" ] && [ ! %s -nt %s ] || echo %d >>%s')
      :format(i, in_shell(file), in_shell(file), in_shell(paths.script), i, in_shell(paths.changed))
  end
  lines[#lines + 1] = "echo $code >" .. in_shell(paths.part)
  lines[#lines + 1] = "mv " .. command_line { paths.part, paths.code }
  return table.concat(lines, "\n") .. "\n"
end

--- Lowlight in a batch file. Another batch file has to be called, or it would not come back; CALL
-- reads the line once more and doubles a ^, so programs are started without it.
local function batch_call(words)
  if COMMAND[#COMMAND]:lower():match("%.cmd$") then
    return "call " .. command_line(words, in_batch, 2)
  end
  return command_line(words, in_batch)
end

local function batch_script(words, files, paths)
  local lines = {
    "@echo off",
    "chcp 65001 >nul",
    "set LD_LIBRARY_PATH=",
    "set PYTHONHOME=",
    "set PYTHONPATH=",
    "set QT_PLUGIN_PATH=",
  }
  for i, file in ipairs(files) do
    lines[#lines + 1] = "certutil -hashfile " .. in_batch(file) .. " SHA256 >"
      .. in_batch(paths.changed .. ".before" .. i)
  end
  lines[#lines + 1] = batch_call(words) .. " >" .. in_batch(paths.told) .. " 2>"
    .. in_batch(paths.errors)
  lines[#lines + 1] = "set CODE=%errorlevel%"
  for i, file in ipairs(files) do
    local before = in_batch(paths.changed .. ".before" .. i)
    local after = in_batch(paths.changed .. ".after" .. i)
    lines[#lines + 1] = "certutil -hashfile " .. in_batch(file) .. " SHA256 >" .. after
    lines[#lines + 1] = "fc /b " .. before .. " " .. after .. " >nul || echo " .. i .. " >>"
      .. in_batch(paths.changed)
    lines[#lines + 1] = "del " .. before .. " " .. after
  end
  lines[#lines + 1] = "echo %CODE% >" .. in_batch(paths.part)
  lines[#lines + 1] = "move /y " .. command_line({ paths.part, paths.code }, in_batch) .. " >nul"
  return table.concat(lines, "\r\n") .. "\r\n"
end

--- A name for working files: in a folder that is the same from within a sandbox and from without.
local function new_base()
  calls = calls + 1
  return dt.configuration.cache_dir .. SEPARATOR .. ("lowlight-%d-%d"):format(os.time(), calls)
end

local function start(words, files)
  local base = new_base()
  local paths = { title = base:match("[^/\\]+$") }
  for _, ending in ipairs { "told", "errors", "process", "changed", "part", "code" } do
    paths[ending] = base .. "." .. ending
  end
  paths.script = base .. (IS_WINDOWS and ".bat" or ".sh")
  if IS_WINDOWS then
    write(paths.script, batch_script(words, files, paths))
    os.execute('start "' .. paths.title .. '" /min cmd /c call ' .. in_shell(paths.script))
  else
    write(paths.script, shell_script(words, files, paths))
    os.execute("sh " .. in_shell(paths.script) .. " >/dev/null 2>&1 &")
  end
  return paths
end

--- End the program; false while it has no number yet.
local function stop(paths)
  if IS_WINDOWS then
    os.execute('taskkill /f /t /fi "WINDOWTITLE eq ' .. paths.title .. '*" >nul 2>&1')
    return true
  end
  local process = (read(paths.process) or ""):match("%d+")
  if process then
    os.execute("kill -TERM " .. process .. " 2>/dev/null")
  end
  return process ~= nil
end

local function sentence(paths, code)
  local said = nil
  for line in (read(paths.errors) or ""):gmatch("[^\r\n]+") do
    said = line:match("^lowlight: (.*)") or said
  end
  if said then
    return said
  end
  if code == 127 or code == 126 or code == 9009 then
    return tr("Lowlight cannot be started; run: lowlight hosts install darktable")
  end
  return tr("Lowlight ended with error %d"):format(code)
end

--- Run Lowlight and wait without keeping darktable from its work.
-- @param words the arguments
-- @param files those of which to tell whether they have changed
-- @param job a bar whose cross ends the call
-- @param on_line called with every line that Lowlight tells
-- @return the exit code; nil if it was ended
-- @return what went wrong, a sentence
-- @return a set of the places in `files` that have changed
local function run(words, files, job, on_line)
  local all = { table.unpack(COMMAND) }
  for _, word in ipairs(words) do
    all[#all + 1] = word
  end
  local paths = start(all, files)
  local seen, ended, code = 0, false, nil
  repeat
    dt.control.sleep(POLL_MS)
    code = tonumber(read(paths.code) or "")
    local told = read(paths.told) or ""
    for line, after in told:sub(seen + 1):gmatch("([^\n]*)\n()") do
      on_line(line)
      seen = seen + #line + 1
    end
    if not ended and (dt.control.ending or not job.valid) then
      ended = stop(paths)
      if IS_WINDOWS then
        break -- nobody is left to write the code
      end
    end
  until code
  local said = code and code ~= 0 and sentence(paths, code) or nil
  local changed = {}
  for place in (read(paths.changed) or ""):gmatch("%d+") do
    changed[tonumber(place)] = true
  end
  for _, ending in ipairs { "script", "told", "errors", "process", "changed", "part", "code" } do
    os.remove(paths[ending])
  end
  if ended then
    return nil, tr("It was stopped."), changed
  end
  return code, said, changed
end

-- darktable's library -------------------------------------------------------------------------------

--- The text in lines: of one that is wider than the photos' part darktable hides the middle.
local function in_lines(text)
  local lines, line = {}, nil
  for word in text:gmatch("[^ ]+") do
    local longer = line and line .. " " .. word or word
    if line and (utf8.len(longer) or #longer) > LONGEST_LINE then
      lines[#lines + 1] = line
      line = word
    else
      line = longer
    end
  end
  lines[#lines + 1] = line
  return table.concat(lines, "\n")
end

local function tell(text)
  dt.print(in_lines("Lowlight: " .. text))
  dt.print_log("Lowlight: " .. text)
end

local function path_of(image)
  return image.path .. SEPARATOR .. image.filename
end

local function own_tags(image)
  local tags = {}
  for _, tag in ipairs(dt.tags.get_tags(image)) do
    if not tag.name:find("^darktable|") then
      tags[tag.name] = tag
    end
  end
  return tags
end

--- The tags of the original and no others: files spell "places|Berlin" as "places" and "Berlin" too.
local function copy_tags(from, to)
  local wanted = own_tags(from)
  for name, tag in pairs(own_tags(to)) do
    if not wanted[name] then
      dt.tags.detach(tag, to)
    end
  end
  for _, tag in pairs(wanted) do
    dt.tags.attach(tag, to)
  end
end

local function copy_facts(from, to)
  to.rating = from.rating
  for _, label in ipairs { "red", "yellow", "green", "blue", "purple" } do
    to[label] = from[label]
  end
  copy_tags(from, to)
  for _, name in ipairs { "title", "description", "creator", "publisher", "rights", "notes" } do
    pcall(function() -- which of these there are differs between versions
      to[name] = from[name]
    end)
  end
end

local function take_in(path, original)
  local result = dt.database.import(path)
  if not result then
    tell(tr("%s: darktable cannot import it"):format(path))
    return
  end
  result:group_with(original.group_leader)
  copy_facts(original, result)
  result:make_group_leader()
end

local function new_job(text)
  local job = dt.gui.create_job(text, true, function(pressed)
    pressed.valid = false
  end)
  job.percent = 0
  return job
end

local function close_job(job)
  if job.valid then
    job.valid = false
  end
end

-- The action: RAW files themselves ------------------------------------------------------------------

local function look_words(choice, flag)
  if choice == nil or choice == "" or choice == STANDARD then
    return {}
  end
  return { flag, choice }
end

local FORMATS = {
  ["DNG, clean: develop it here"] = { "--format", "dng" },
  ["TIFF, clean and lit"] = { "--format", "tiff", "--depth", "16", "--space", "rec2020" },
}

local function enhance_words()
  local result = english(dt.preferences.read(NAME, "result", "enum"))
  local preset = english(dt.preferences.read(NAME, "preset", "string"))
  local words = { "enhance", "--progress", "json" }
  for _, list in ipairs { FORMATS[result] or {}, look_words(preset, "--preset"), { "--" } } do
    for _, word in ipairs(list) do
      words[#words + 1] = word
    end
  end
  return words
end

--- RAW files of the selection, each once, in pieces that fit into a command line.
local function raw_files(images)
  local batches, of_path, count, others = { {} }, {}, 0, 0
  local length = 0
  for _, image in ipairs(images) do
    local path = path_of(image)
    if not image.is_raw then
      others = others + 1
    elseif not of_path[path] then
      if length + #path > LONGEST_CALL then
        batches[#batches + 1] = {}
        length = 0
      end
      of_path[path] = image
      length = length + #path + 3
      table.insert(batches[#batches], path)
      count = count + 1
    end
  end
  return batches, of_path, count, others
end

local function enhance(images)
  local batches, of_path, count, others = raw_files(images)
  if count == 0 then
    tell(tr("no RAW file is selected; export other photos with the storage Lowlight"))
    return
  end
  local job = new_job(count == 1 and "Lowlight" or tr("Lowlight, %d RAW files"):format(count))
  local done, failed, before = 0, {}, 0
  local code, said
  for _, batch in ipairs(batches) do
    local words = enhance_words()
    for _, path in ipairs(batch) do
      words[#words + 1] = path
    end
    code, said = run(words, {}, job, function(line)
      local event = field(line, "event")
      if event == "progress" and job.valid then
        local photos = before + field(line, "photo") + field(line, "fraction")
        job.percent = math.min(photos / count, 1)
      elseif event == "photo" then
        local output, original = field(line, "output"), of_path[field(line, "source")]
        if output and original then
          take_in(output, original)
          done = done + 1
        else
          failed[#failed + 1] = field(line, "error") or tr("a photo failed")
        end
      end
    end)
    before = before + #batch
    if code ~= 0 and code ~= 1 then -- 1: some photos failed, the others go on
      break
    end
  end
  close_job(job)
  for _, reason in ipairs(failed) do
    dt.print_error(reason)
  end
  local text = tr("%d of %d RAW files are done"):format(done, count)
  if failed[1] or (said and code ~= 1) or (code == 1 and done < count) then
    text = text .. ". " .. (failed[1] or said)
  end
  if others > 0 then
    text = text .. tr(". %d selected photos are no RAW files"):format(others)
  end
  tell(text)
end

-- The storage: what darktable has developed ------------------------------------------------------------

local function free_name(folder, name)
  local stem, ending = name:match("^(.*)(%.[^.]*)$")
  stem, ending = stem or name, ending or ""
  local path, number = folder .. SEPARATOR .. stem .. "-lowlight" .. ending, 1
  while exists(path) do
    number = number + 1
    path = ("%s%s%s-lowlight-%d%s"):format(folder, SEPARATOR, stem, number, ending)
  end
  return path
end

local function move(from, to)
  if os.rename(from, to) then
    return true
  end
  local line -- another disk
  if IS_WINDOWS then
    line = "move " .. command_line { from, to } .. " >nul"
  else
    line = "mv -n -- " .. command_line { from, to }
  end
  return dt.control.execute(line) == 0 -- a raw wait status: only 0 has a meaning everywhere
end

local LOOKS = { WINDOW, STANDARD, table.unpack(PRESETS) }
local SHOWN_LOOKS = {}
for place, look in ipairs(LOOKS) do
  SHOWN_LOOKS[place] = tr(look)
end

local look_box = dt.new_widget("combobox") {
  label = tr("look"),
  tooltip = tr("open Lowlight's window, or apply a preset without it; the name of a preset of "
    .. "your own can be typed"),
  editable = true,
  value = 1,
  changed_callback = function(box)
    local place = box.selected
    local look = place and place > 0 and LOOKS[place] or box.value
    dt.preferences.write(NAME, "look", "string", english(look or ""))
  end,
  table.unpack(SHOWN_LOOKS),
}

--- What the box says: an entry, or what was typed.
local function chosen_look()
  local place = look_box.selected
  return place and place > 0 and LOOKS[place] or english(look_box.value)
end

local function choose_look(look)
  for place, known in ipairs(LOOKS) do
    if known == english(look) then
      look_box.selected = place
      return
    end
  end
  look_box.selected = 0 -- no entry: what is typed counts
  look_box.value = look
end

local function edit_words(choice)
  if choice == WINDOW or choice == "" then
    return { "edit", "--" }
  end
  return { "edit", "--apply", choice, "--progress", "json", "--" }
end

--- The export's files where Lowlight sees them: Flatpak gives each program a /tmp of its own.
local function reachable(path)
  if COMMAND[1] ~= "flatpak-spawn" then
    return path
  end
  local target = new_base() .. "-" .. path:match("[^/]+$")
  return move(path, target) and target or path
end

local function edit(files, look)
  local words = edit_words(look)
  for _, path in ipairs(files) do
    words[#words + 1] = path
  end
  local job = new_job("Lowlight")
  local code, said, changed = run(words, files, job, function(line)
    if field(line, "event") == "progress" and job.valid then
      job.percent = math.min((field(line, "photo") + field(line, "fraction")) / #files, 1)
    end
  end)
  close_job(job)
  return code, said, changed
end

local function finish(_, image_table, extra)
  local images, files, names = {}, {}, {}
  for image, path in pairs(image_table) do
    images[#images + 1] = image
    names[#names + 1] = path:match("[^/\\]+$")
    files[#files + 1] = reachable(path)
  end
  if #files == 0 then
    return
  end
  local code, said, changed = edit(files, extra.look or WINDOW)
  local done = 0
  for i, path in ipairs(files) do
    if changed[i] then
      local target = free_name(images[i].path, names[i])
      if move(path, target) then
        take_in(target, images[i])
        done = done + 1
      else
        said = tr("%s: it cannot be written"):format(target)
      end
    else
      os.remove(path)
    end
  end
  if said then
    tell(tr("%d of %d photos are done. %s"):format(done, #files, said))
  elseif done == 0 then
    tell(tr("nothing was saved, nothing is changed"))
  else
    tell(tr("%d of %d photos are done"):format(done, #files))
  end
end

local function supported(_, format)
  return format.extension == "tif" or format.extension == "jpg"
end

local function initialize(_, _, _, _, extra)
  extra.look = chosen_look() -- as it is when the export begins
  return nil
end

local function store() end -- everything is done at the end, in one call

-- Coming and going -------------------------------------------------------------------------------------

local LABEL = tr("enhance RAW (Lowlight)")

local function register()
  dt.register_storage(NAME, "Lowlight", store, finish, supported, initialize, look_box)
  dt.gui.libs.image.register_action(NAME, LABEL, function(_, images)
    enhance(images)
  end, tr("hand the RAW files themselves to Lowlight; the results land beside them"))
  dt.register_event(NAME, "shortcut", function()
    enhance(dt.gui.action_images)
  end, LABEL)
end

local function destroy()
  dt.destroy_storage(NAME)
  dt.gui.libs.image.destroy_action(NAME)
  dt.destroy_event(NAME, "shortcut")
end

dt.preferences.register(NAME, "preset", "string", tr("Lowlight: preset for RAW files"),
  tr("its name, as Lowlight's window shows it; empty for the standard look"), "")
local DNG, TIFF = tr("DNG, clean: develop it here"), tr("TIFF, clean and lit")
dt.preferences.register(NAME, "result", "enum", tr("Lowlight: RAW files become"),
  tr("a DNG is clean and stays as open to development as the RAW; a TIFF is lit as well"),
  DNG, DNG, TIFF)

local last_look = dt.preferences.read(NAME, "look", "string")
if last_look and last_look ~= "" then
  choose_look(last_look)
end
register()
dt.print_log("Lowlight's script " .. VERSION .. " is loaded")

return {
  metadata = {
    name = "Lowlight",
    purpose = "lights photographs that were taken in the dark, and cleans their noise",
    author = "The Lowlight authors",
    help = "https://docs.darktable.org/lua/stable/",
  },
  destroy = destroy,
  destroy_method = nil,
  restart = register,
  show = nil,
  enhance = enhance, -- for scripts that choose photos and looks themselves
  choose_look = choose_look,
  chosen_look = chosen_look,
}
