--[[ Proves the script of darktable inside a running darktable; see tests/hosts_in_trixie.py.
  Writes a line "name <tab> ok or FAIL <tab> what was seen" for each proof. ]]
local dt = require "darktable"

local FOLDER = os.getenv("PROOFS")
local out = assert(io.open(FOLDER .. "/darktable.txt", "w"))

local function note(name, ok, seen)
  out:write(name, "\t", ok and "ok" or "FAIL", "\t", tostring(seen), "\n")
  out:flush()
end

local function named(filename)
  for i = 1, #dt.database do
    if dt.database[i].filename == filename then
      return dt.database[i]
    end
  end
end

local function tags_of(image)
  local names = {}
  for _, tag in ipairs(dt.tags.get_tags(image)) do
    if not tag.name:find("^darktable") then
      names[#names + 1] = tag.name
    end
  end
  table.sort(names)
  return table.concat(names, ",")
end

local function facts(image)
  return ("%d stars, red %s, %s, %s, led by %s"):format(image.rating, tostring(image.red),
    tags_of(image), image.title, image.group_leader.filename)
end

local function import(filename)
  local image = dt.database.import(FOLDER .. "/photos/" .. filename)
  image.rating = 4
  image.red = true
  image.title = "A title"
  dt.tags.attach(dt.tags.create("places|Berlin"), image)
  dt.tags.attach(dt.tags.create("night"), image)
  return image
end

local function play(mode)
  local file = assert(io.open(FOLDER .. "/mode", "w"))
  file:write(mode)
  file:close()
end

--- Export a photo as a user does, and wait until the background has finished.
-- Each is one of its own: darktable exports what is visible, of a group that is the leader.
local function export(filename, look, wanted)
  local image = import(filename)
  lowlight.choose_look(look)
  dt.control.sleep(1000) -- until the lighttable shows it
  dt.gui.selection { image }
  dt.control.sleep(1000)
  local before = #dt.database
  os.remove(FOLDER .. "/ended")
  dt.gui.action("lib/export/export", 1.0)
  for _ = 1, 600 do
    dt.control.sleep(200)
    local ended = io.open(FOLDER .. "/ended")
    if ended then
      ended:close()
      break
    end
  end
  local patience = wanted > 0 and 60 or 15 -- a few seconds more where nothing shall come
  while #dt.database - before < math.max(wanted, 1) and patience > 0 do
    dt.control.sleep(200)
    patience = patience - 1
  end
  dt.control.sleep(500)
  local result = named((filename:gsub("%.CRW$", "-lowlight.tif")))
  local seen = result and facts(result) or "no result"
  local copied = wanted == 0 or seen:find("4 stars, red true, night,places|Berlin, A title", 1, true)
  note("export, " .. look .. (wanted == 0 and ", nothing saved" or ""),
    #dt.database - before == wanted and (result ~= nil) == (wanted == 1) and copied, seen)
end

local function prove_raw()
  local names = { "night.CRW", "it's 50% $HOME ü.CRW" }
  local raws = { import(names[1]), import(names[2]) }
  lowlight.enhance(raws)
  for i, name in ipairs(names) do
    local result = named((name:gsub("%.CRW$", "-lowlight.dng")))
    local seen = result and facts(result)
    local wanted = "4 stars, red true, night,places|Berlin, A title, led by "
      .. (name:gsub("%.CRW$", "-lowlight.dng"))
    note("RAW to DNG: " .. name, seen == wanted, seen)
    note("grouped with its RAW: " .. name, result and raws[i].group_leader.id == result.id,
      raws[i].group_leader.filename)
  end
  local before = #dt.database
  lowlight.enhance(raws)
  note("the same again adds nothing", #dt.database == before, #dt.database - before)
  dt.preferences.write("lowlight", "result", "enum", "TIFF, clean and lit")
  dt.preferences.write("lowlight", "preset", "string", "stars")
  lowlight.enhance { raws[1] }
  local tiff = named("night-lowlight.tif")
  note("RAW to TIFF with a preset", tiff ~= nil, tiff and facts(tiff))
  dt.preferences.write("lowlight", "preset", "string", "no such preset")
  before = #dt.database
  lowlight.enhance { raws[1] }
  note("an unknown preset adds nothing", #dt.database == before, #dt.database - before)
  dt.preferences.write("lowlight", "preset", "string", "")
  dt.preferences.write("lowlight", "result", "enum", "DNG, clean: develop it here")
end

local function prove_cancel()
  local raw = import("long.CRW")
  local known = #jobs
  local ended = false
  dt.control.dispatch(function()
    lowlight.enhance { raw }
    ended = true
  end)
  local waited = 0
  while not (jobs[known + 1] and jobs[known + 1].percent > 0) and waited < 600 do
    dt.control.sleep(100)
    waited = waited + 1
  end
  local job = jobs[known + 1]
  local reached = job.percent
  job.valid = false -- what the cross of the bar does
  waited = 0
  while not ended and waited < 150 do
    dt.control.sleep(100)
    waited = waited + 1
  end
  note("the bar moves", reached > 0 and reached < 1, reached)
  note("cancelled within 15 s", ended, waited / 10 .. " s")
  note("cancelled: nothing is left", named("long-lowlight.dng") == nil
    and io.open(FOLDER .. "/photos/long-lowlight.dng") == nil, "")
end

local function prove_export()
  export("e1.CRW", "Stars", 1)
  export("e2.CRW", "standard look", 1)
  play("save")
  export("e3.CRW", "choose in Lowlight's window", 1)
  play("cancel")
  export("e4.CRW", "choose in Lowlight's window", 0)
  export("e5.CRW", "no such preset", 0)
  local waited = 0 -- darktable tells of a choice when it has time
  while dt.preferences.read("lowlight", "look", "string") ~= lowlight.chosen_look()
    and waited < 200 do
    dt.control.sleep(100)
    waited = waited + 1
  end
  note("the look is remembered", waited < 200, lowlight.chosen_look())
end

local function prove()
  note("loaded by luarc", type(lowlight) == "table", lowlight and lowlight.metadata.name)
  prove_raw()
  local ok, reason = pcall(prove_cancel)
  if not ok then
    note("cancel", false, reason)
  end
  prove_export()
  lowlight.destroy()
  lowlight.restart()
  note("stopped and started by the script manager", true, "")
end

dt.control.dispatch(function()
  dt.control.sleep(3000) -- until the window stands
  lowlight = package.loaded["lowlight/lowlight"]
  local ok, reason = pcall(prove)
  note("darktable", ok, reason or "")
  out:write("END\n")
  out:close()
end)
