; The installer for Windows: for one user, without an administrator.
; `installer.py` compiles it, and says which version it is and where things lie:
;   ISCC /DVersion=1.2.3 /DNumbers=1.2.3.0 /DMark=[-small] /DDist=DIR /DArt=DIR /ODIR
;        [/DSign /Slowlight=COMMAND] lowlight.iss

#define Name "Lowlight"
#define Window "lowlight-desktop.exe"
#define Command "lowlight.exe"
#define ProgId "Lowlight.Photo"
#define Pictures "avif heic heif hif jpe jpeg jpg png tif tiff webp"
#define Raw "3fr ari arw bay cr2 cr3 crw dcr dcs dng erf fff gpr iiq k25 kdc mef mos mrw nef nrw orf pef raf raw rw2 rwl sr2 srf srw x3f"

[Setup]
AppId={{B9806673-1263-4FC4-B341-3FD117E8C015}
AppName={#Name}
AppVersion={#Version}
AppPublisher=The Lowlight authors
VersionInfoVersion={#Numbers}
SetupIconFile={#Art}\lowlight.ico
WizardSmallImageFile={#Art}\corner.bmp
WizardImageFile={#Art}\side.bmp
OutputBaseFilename=Lowlight{#Mark}-{#Version}-windows-x64
PrivilegesRequired=lowest
DefaultDirName={localappdata}\Programs\{#Name}
DisableProgramGroupPage=yes
UninstallDisplayIcon={app}\{#Window}
; What Qt 6.11 and the libraries in 64 bits run on.
MinVersion=10.0.17763
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; A running Lowlight is asked to close before its files are replaced.
CloseApplications=yes
CloseApplicationsFilter=*.exe,*.dll,*.pyd
RestartApplications=no
ChangesAssociations=yes
ChangesEnvironment=yes
Compression=lzma2/max
SolidCompression=yes
LZMAUseSeparateProcess=yes
WizardStyle=modern
ShowLanguageDialog=auto
SetupLogging=yes
#ifdef Sign
SignTool=lowlight
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.Kind=Photo
de.Kind=Foto
en.EditWith=Edit with Lowlight
de.EditWith=Mit Lowlight bearbeiten
en.Explorer=Explorer:
de.Explorer=Explorer:
en.OpenWith=Offer Lowlight under “Open with” for photos (no program that opens them now is replaced)
de.OpenWith=Lowlight bei Fotos unter „Öffnen mit“ anbieten (kein Programm, das sie jetzt öffnet, wird ersetzt)
en.EditMenu=“Edit with Lowlight” in the menu of a photo
de.EditMenu=„Mit Lowlight bearbeiten“ im Menü eines Fotos
en.SendTo=“Lowlight” under “Send to”, for several photos and for folders
de.SendTo=„Lowlight“ unter „Senden an“, für mehrere Fotos und für Ordner
en.Terminal=Command line:
de.Terminal=Kommandozeile:
en.Path=Find “lowlight” in every terminal (adds to your PATH)
de.Path=„lowlight“ in jedem Terminal finden (ergänzt den PATH)
en.Main=Lowlight
de.Main=Lowlight
en.Hosts=In the menus of other programs
de.Hosts=In den Menüs anderer Programme
en.HostsTitle=Other programs
de.HostsTitle=Andere Programme
en.HostsAbout=How to find Lowlight in them, and what did not work.
de.HostsAbout=Wo Lowlight in ihnen zu finden ist, und was nicht gelungen ist.
en.HostsTold=This can be done again at any time: Preferences, Other Programs
de.HostsTold=Das lässt sich jederzeit nachholen: Einstellungen, Andere Programme
en.HostsFailed=%1 could not be started: %2
de.HostsFailed=%1 konnte nicht gestartet werden: %2

[Types]
Name: "custom"; Description: "{cm:Main}"; Flags: iscustom

[Components]
Name: "main"; Description: "{cm:Main}"; Types: custom; Flags: fixed
Name: "hosts"; Description: "{cm:Hosts}"
Name: "hosts\darktable"; Description: "darktable 5"
Name: "hosts\gimp"; Description: "GIMP 3"
Name: "hosts\lightroom"; Description: "Lightroom Classic"
Name: "hosts\krita"; Description: "Krita 5"
Name: "hosts\art"; Description: "ART"

[Tasks]
Name: "openwith"; Description: "{cm:OpenWith}"; GroupDescription: "{cm:Explorer}"
Name: "editmenu"; Description: "{cm:EditMenu}"; GroupDescription: "{cm:Explorer}"
Name: "sendto"; Description: "{cm:SendTo}"; GroupDescription: "{cm:Explorer}"
Name: "path"; Description: "{cm:Path}"; GroupDescription: "{cm:Terminal}"; Flags: unchecked
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[InstallDelete]
; Libraries of an older version must not be found by a newer one. Nothing of the user's lies here.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Dist}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{autoprograms}\{#Name}"; Filename: "{app}\{#Window}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Window}"; Tasks: desktopicon
Name: "{usersendto}\{#Name}"; Filename: "{app}\{#Window}"; Tasks: sendto

[Registry]
; Win+R and other programs find both by name.
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\App Paths\{#Window}"; ValueType: string; ValueData: "{app}\{#Window}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\App Paths\{#Command}"; ValueType: string; ValueData: "{app}\{#Command}"; Flags: uninsdeletekey

; "Open with" and the list of default apps. QSettings keeps the user's settings in
; Software\Lowlight\Lowlight: only our own keys go with us.
#define Opens """""{app}\" + Window + """"" """"%1"""""
Root: HKCU; Subkey: "Software\Classes\{#ProgId}"; ValueType: string; ValueData: "{cm:Kind}"; Flags: uninsdeletekey; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\{#ProgId}\DefaultIcon"; ValueType: string; ValueData: "{app}\{#Window},0"; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\{#ProgId}\shell\open\command"; ValueType: string; ValueData: "{#Opens}"; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\Applications\{#Window}"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "{#Name}"; Flags: uninsdeletekey; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\Applications\{#Window}\shell\open\command"; ValueType: string; ValueData: "{#Opens}"; Tasks: openwith
Root: HKCU; Subkey: "Software\Lowlight"; Flags: uninsdeletekeyifempty; Tasks: openwith
Root: HKCU; Subkey: "Software\Lowlight\Capabilities"; ValueType: string; ValueName: "ApplicationName"; ValueData: "{#Name}"; Flags: uninsdeletekey; Tasks: openwith
Root: HKCU; Subkey: "Software\Lowlight\Capabilities"; ValueType: string; ValueName: "ApplicationDescription"; ValueData: "{cm:EditWith}"; Tasks: openwith
Root: HKCU; Subkey: "Software\RegisteredApplications"; ValueType: string; ValueName: "{#Name}"; ValueData: "Software\Lowlight\Capabilities"; Flags: uninsdeletevalue; Tasks: openwith

#define Rest ""
#sub Associate
  #define Suffix Pos(" ", Rest) ? Copy(Rest, 1, Pos(" ", Rest) - 1) : Rest
Root: HKCU; Subkey: "Software\Classes\.{#Suffix}"; Flags: uninsdeletekeyifempty; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\.{#Suffix}\OpenWithProgids"; Flags: uninsdeletekeyifempty; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\.{#Suffix}\OpenWithProgids"; ValueType: string; ValueName: "{#ProgId}"; ValueData: ""; Flags: uninsdeletevalue; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\Applications\{#Window}\SupportedTypes"; ValueType: string; ValueName: ".{#Suffix}"; ValueData: ""; Tasks: openwith
Root: HKCU; Subkey: "Software\Lowlight\Capabilities\FileAssociations"; ValueType: string; ValueName: ".{#Suffix}"; ValueData: "{#ProgId}"; Tasks: openwith
; The menu starts a program for each photo of a selection; "Send to" starts one for all.
Root: HKCU; Subkey: "Software\Classes\SystemFileAssociations\.{#Suffix}"; Flags: uninsdeletekeyifempty; Tasks: editmenu
Root: HKCU; Subkey: "Software\Classes\SystemFileAssociations\.{#Suffix}\shell"; Flags: uninsdeletekeyifempty; Tasks: editmenu
Root: HKCU; Subkey: "Software\Classes\SystemFileAssociations\.{#Suffix}\shell\Lowlight"; ValueType: string; ValueData: "{cm:EditWith}"; Flags: uninsdeletekey; Tasks: editmenu
Root: HKCU; Subkey: "Software\Classes\SystemFileAssociations\.{#Suffix}\shell\Lowlight"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\{#Window},0"; Tasks: editmenu
Root: HKCU; Subkey: "Software\Classes\SystemFileAssociations\.{#Suffix}\shell\Lowlight"; ValueType: string; ValueName: "MultiSelectModel"; ValueData: "Single"; Tasks: editmenu
Root: HKCU; Subkey: "Software\Classes\SystemFileAssociations\.{#Suffix}\shell\Lowlight\command"; ValueType: string; ValueData: "{#Opens}"; Tasks: editmenu
#endsub
#for {Rest = Pictures + " " + Raw; Rest != ""; Rest = Pos(" ", Rest) ? Copy(Rest, Pos(" ", Rest) + 1) : ""} Associate

[Run]
Filename: "{app}\{#Window}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent

[UninstallRun]
; Scripts in other programs would start what is gone. Photos, edits and settings stay.
Filename: "{app}\{#Command}"; Parameters: "hosts remove darktable gimp lightroom krita art"; Flags: runhidden; RunOnceId: "hosts"

[Code]
const
  Environment = 'Environment';

var
  Told: TOutputMsgMemoWizardPage;

function Lies(const Path: String): Boolean;
begin
  Result := FileOrDirExists(ExpandConstant(Path));
end;

{ Where a program is installed or has been used, Lowlight is offered for it. }
procedure ChooseHostsThatAreHere;
begin
  if Lies('{commonpf64}\darktable') or Lies('{localappdata}\darktable') then
    WizardSelectComponents('hosts\darktable');
  if Lies('{userappdata}\GIMP\3.0') or Lies('{userappdata}\GIMP\3.2') then
    WizardSelectComponents('hosts\gimp');
  if Lies('{commonpf64}\Adobe\Adobe Lightroom Classic') then
    WizardSelectComponents('hosts\lightroom');
  if Lies('{commonpf64}\Krita (x64)') or Lies('{userappdata}\krita') then
    WizardSelectComponents('hosts\krita');
  if Lies('{commonpf64}\ART') or Lies('{localappdata}\ART') then
    WizardSelectComponents('hosts\art');
end;

procedure InitializeWizard;
begin
  Told := CreateOutputMsgMemoPage(wpInstalling, CustomMessage('HostsTitle'),
    CustomMessage('HostsAbout'), CustomMessage('HostsTold'), '');
  { What was chosen at the last installation stands already. }
  if (GetPreviousData('Version', '') = '') and not WizardSilent then
    ChooseHostsThatAreHere;
end;

procedure RegisterPreviousData(PreviousDataKey: Integer);
begin
  SetPreviousData(PreviousDataKey, 'Version', '{#Version}');
end;

procedure Tell(const Lines: TArrayOfString);
var
  I: Integer;
begin
  for I := 0 to GetArrayLength(Lines) - 1 do
  begin
    Log(Lines[I]);
    Told.RichEditViewer.Lines.Add(Lines[I]);
  end;
end;

procedure PutInto(const Host: String);
var
  Code: Integer;
  Said: TExecOutput;
  Failed: TArrayOfString;
begin
  if not WizardIsComponentSelected('hosts\' + Host) then
    Exit;
  try
    ExecAndCaptureOutput(ExpandConstant('{app}\{#Command}'), 'hosts install ' + Host, '',
      SW_HIDE, ewWaitUntilTerminated, Code, Said);
    Tell(Said.StdOut);
    Tell(Said.StdErr);
  except
    SetArrayLength(Failed, 1);
    Failed[0] := FmtMessage(CustomMessage('HostsFailed'), ['{#Command}', GetExceptionMessage]);
    Tell(Failed);
  end;
end;

function ShouldSkipPage(Page: Integer): Boolean;
begin
  Result := (Page = Told.ID) and (Told.RichEditViewer.Lines.Count = 0);
end;

{ PATH: our folder stands in it once, between semicolons, or not at all. }
function PathWithout(const Folder: String): String;
var
  Before: Integer;
begin
  if not RegQueryStringValue(HKEY_CURRENT_USER, Environment, 'Path', Result) then
    Result := '';
  Result := ';' + Result + ';';
  Before := Pos(';' + Lowercase(Folder) + ';', Lowercase(Result));
  if Before > 0 then
    Delete(Result, Before, Length(Folder) + 1);
  Result := Copy(Result, 2, Length(Result) - 2);
end;

procedure SetPath(const Value: String);
var
  Old: String;
begin
  if RegQueryStringValue(HKEY_CURRENT_USER, Environment, 'Path', Old) and (Old = Value) then
    Exit;
  RegWriteExpandStringValue(HKEY_CURRENT_USER, Environment, 'Path', Value);
end;

procedure CurStepChanged(Step: TSetupStep);
var
  Folder, Others: String;
begin
  if Step <> ssPostInstall then
    Exit;
  Folder := ExpandConstant('{app}');
  Others := PathWithout(Folder);
  if WizardIsTaskSelected('path') then
  begin
    if (Others <> '') and (Others[Length(Others)] <> ';') then
      Others := Others + ';';
    SetPath(Others + Folder);
  end
  else if Others <> '' then
    SetPath(Others);
  PutInto('darktable');
  PutInto('gimp');
  PutInto('lightroom');
  PutInto('krita');
  PutInto('art');
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if Step = usPostUninstall then
    SetPath(PathWithout(ExpandConstant('{app}')));
end;
