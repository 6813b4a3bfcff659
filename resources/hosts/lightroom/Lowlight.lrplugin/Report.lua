--[[ Reads the photos of a JSON report: objects of plain values, which is all that is needed of it. ]]
local Report = {}

local ESCAPES = { b = '\b', f = '\f', n = '\n', r = '\r', t = '\t' }

local function utf8(code)
  if code >= 0xDC80 and code <= 0xDCFF then
    return string.char(code - 0xDC00) -- a byte of a file name that is no text
  elseif code < 0x80 then
    return string.char(code)
  elseif code < 0x800 then
    return string.char(0xC0 + math.floor(code / 64), 0x80 + code % 64)
  elseif code < 0x10000 then
    return string.char(0xE0 + math.floor(code / 4096), 0x80 + math.floor(code / 64) % 64,
      0x80 + code % 64)
  end
  return string.char(0xF0 + math.floor(code / 262144), 0x80 + math.floor(code / 4096) % 64,
    0x80 + math.floor(code / 64) % 64, 0x80 + code % 64)
end

local function unescaped(text)
  text = text:gsub('\\u([dD][89abAB]%x%x)\\u([dD][c-fC-F]%x%x)', function(high, low)
    return utf8((tonumber(high, 16) - 0xD800) * 0x400 + tonumber(low, 16) - 0xDC00 + 0x10000)
  end)
  return (text:gsub('\\(.)(%x?%x?%x?%x?)', function(kind, digits)
    if kind == 'u' then
      return utf8(tonumber(digits, 16))
    end
    return (ESCAPES[kind] or kind) .. digits
  end))
end

--- A text value of an object; nil if it has none of this name.
-- A quote inside a value has a backslash before it, so a name cannot be found inside a value.
local function field(object, name)
  local _, at = object:find('"' .. name .. '": "', 1, true)
  if not at then
    return nil
  end
  local stop = at + 1
  while object:sub(stop, stop) ~= '"' do
    if stop > #object then
      return nil
    end
    stop = stop + (object:sub(stop, stop) == '\\' and 2 or 1)
  end
  return unescaped(object:sub(at + 1, stop - 1))
end

--- The photos of a report.
-- @param text JSON in which every photo is an object that begins with its "state"
function Report.rows(text)
  local starts = {}
  for at in text:gmatch('()"state": "') do
    starts[#starts + 1] = at
  end
  local rows = {}
  for i, at in ipairs(starts) do
    local object = text:sub(at, (starts[i + 1] or #text + 1) - 1)
    local row = {}
    for _, name in ipairs { 'state', 'source', 'output', 'error' } do
      row[name] = field(object, name)
    end
    rows[i] = row
  end
  return rows
end

return Report
