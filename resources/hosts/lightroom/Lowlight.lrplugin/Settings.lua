--[[ What the export service, the filter and the menu have in common: a look, a format. ]]
local LrView = import 'LrView'

local Settings = {}

Settings.STANDARD = 'standard look'
Settings.PRESETS = { 'City lights', 'Indoor', 'Stars', 'Concert', 'High-ISO portrait' }

--- An array of pairs, as Lightroom wants it.
Settings.fields = {
  { key = 'lowlight_preset', default = Settings.STANDARD },
  { key = 'lowlight_format', default = 'dng' },
}

local FORMATS = {
  dng = { '--format', 'dng' },
  tiff = { '--format', 'tiff', '--depth', '16', '--space', 'prophoto' },
}

--- The arguments of `enhance` before its files.
function Settings.enhance_words(settings)
  local words = { 'enhance', '--progress', 'none' }
  for _, word in ipairs(FORMATS[settings.lowlight_format] or FORMATS.dng) do
    words[#words + 1] = word
  end
  local preset = settings.lowlight_preset
  if preset and preset ~= '' and preset ~= Settings.STANDARD then
    words[#words + 1] = '--preset'
    words[#words + 1] = preset
  end
  return words
end

--- The arguments that change a file in place.
function Settings.edit_words(preset, path)
  local look = preset and preset ~= '' and preset or Settings.STANDARD
  return { 'edit', '--apply', look, '--progress', 'none', '--', path }
end

--- The controls: `with_format` where the result is a new file.
function Settings.view(factory, with_format)
  local rows = {
    spacing = factory:control_spacing(),
    factory:row {
      factory:static_text {
        title = LOC '$$$/Lowlight/Look=Look:',
        width = LrView.share 'lowlight_labels',
      },
      factory:combo_box {
        value = LrView.bind 'lowlight_preset',
        items = { Settings.STANDARD, unpack(Settings.PRESETS) },
        width_in_chars = 24,
        tooltip = LOC '$$$/Lowlight/Own=The name of a preset of your own can be typed, too.',
      },
    },
  }
  if with_format then
    rows[#rows + 1] = factory:row {
      factory:static_text {
        title = LOC '$$$/Lowlight/Result=Result:',
        width = LrView.share 'lowlight_labels',
      },
      factory:popup_menu {
        value = LrView.bind 'lowlight_format',
        items = {
          { title = LOC '$$$/Lowlight/Dng=DNG, clean: develop it in Lightroom', value = 'dng' },
          {
            title = LOC '$$$/Lowlight/Tiff=TIFF, clean and lit (16 bit, ProPhoto RGB)',
            value = 'tiff',
          },
        },
      },
    }
  end
  return factory:column(rows)
end

return Settings
