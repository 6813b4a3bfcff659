@echo off
rem Lowlight as the external editor of programs that can start a file with photos and nothing else.
rem Without CALL, which would read the names once more, and take a percent sign for a variable.
chcp 65001 >nul
"lowlight" edit -- %*
exit /b %errorlevel%
