-- Stands in the user's luarc, before our line: lets the proofs hold the bars that scripts show.
local dt = require "darktable"
jobs = {}
local gui = setmetatable({
  create_job = function(...)
    jobs[#jobs + 1] = dt.gui.create_job(...)
    return jobs[#jobs]
  end,
}, { __index = dt.gui })
package.loaded["darktable"] = setmetatable({ gui = gui }, { __index = dt })
