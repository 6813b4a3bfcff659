--[[ Proves that the script speaks German where darktable does; see tests/hosts_in_trixie.py. ]]
local dt = require "darktable"

local out = assert(io.open(os.getenv("PROOFS") .. "/darktable_german.txt", "w"))

dt.control.dispatch(function()
  dt.control.sleep(3000) -- until the window stands
  local lowlight = package.loaded["lowlight/lowlight"]
  lowlight.choose_look("Sterne")
  out:write("a look by its German name\t", lowlight.chosen_look() == "Stars" and "ok" or "FAIL",
    "\t", lowlight.chosen_look(), "\n")
  local german = package.loaded["lowlight/german"]
  out:write("German where darktable is told to be\t", german and "ok" or "FAIL", "\t",
    german and german["enhance RAW (Lowlight)"] or "English", "\n")
  out:write("END\n")
  out:close()
end)
