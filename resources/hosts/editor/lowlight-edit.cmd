@echo off
rem Lowlight as the external editor of programs that can start a file with photos and nothing else.
chcp 65001 >nul
call "lowlight" edit -- %*
exit /b %errorlevel%
