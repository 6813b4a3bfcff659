@echo off
rem Lowlight's launcher for Windows: the same steps as the shell script `lowlight` beside it.
setlocal
set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "VENV=%ROOT%\.venv"
set "STAMP=%VENV%\set-up"
set "EXTRA="
if "%~1"=="test" set "EXTRA=test"
if defined EXTRA set "STAMP=%VENV%\set-up-test"

set "STAMPED_ROOT="
if exist "%VENV%\home" set /p STAMPED_ROOT=<"%VENV%\home"
if not "%STAMPED_ROOT%"=="%ROOT%" goto set_up
if not exist "%VENV%\Scripts\python.exe" goto set_up
fc /b "%ROOT%\pyproject.toml" "%STAMP%" >nul 2>&1 && goto start

:set_up
set "FITS=import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))"
set "FOUND="
for %%P in ("python" "py -3" "py -3.14" "py -3.13" "py -3.12" "py -3.11") do (
    if not defined FOUND %%~P -c "%FITS%" >nul 2>&1 && set "FOUND=%%~P"
)
if not defined FOUND (
    echo lowlight: Python 3.11, 3.12, 3.13 or 3.14 is needed: install it from python.org. 1>&2
    exit /b 1
)
%FOUND% "%ROOT%\packaging\set_up" %EXTRA% || exit /b 1

:start
if defined EXTRA goto test
"%VENV%\Scripts\python.exe" -P -m lowlight_desktop %*
exit /b %errorlevel%

:test
set "REST="
for /f "tokens=1,*" %%A in ("%*") do set "REST=%%B"
cd /d "%ROOT%"
"%VENV%\Scripts\python.exe" -m tests %REST%
exit /b %errorlevel%
