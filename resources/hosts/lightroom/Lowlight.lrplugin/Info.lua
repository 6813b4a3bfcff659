--[[ Lowlight for Lightroom Classic: what the plug-in has, for Lightroom to read.
  `lowlight hosts install lightroom` puts this folder in place and writes two lines of Command.lua. ]]
return {
  LrSdkVersion = 14.0,
  LrSdkMinimumVersion = 6.0,
  LrToolkitIdentifier = 'io.lowlight.lightroom',
  LrPluginName = 'Lowlight',
  LrPluginInfoProvider = 'PluginInfoProvider.lua',
  LrExportServiceProvider = { title = 'Lowlight', file = 'ExportService.lua' },
  LrExportFilterProvider = {
    title = 'Lowlight',
    file = 'PostProcess.lua',
    id = 'io.lowlight.lightroom.filter',
  },
  LrLibraryMenuItems = {
    {
      title = LOC '$$$/Lowlight/Enhance=Enhance with Lowlight',
      file = 'Menu.lua',
      enabledWhen = 'photosSelected',
    },
  },
  LrExportMenuItems = {
    {
      title = LOC '$$$/Lowlight/Enhance=Enhance with Lowlight',
      file = 'Menu.lua',
      enabledWhen = 'photosSelected',
    },
  },
  VERSION = { major = 0, minor = 1, revision = 0 },
}
