@echo off
rem The command line of Mobile Distribution, run by the Node of VS Code. VS Code puts this folder on the PATH of its terminals.
setlocal
set ELECTRON_RUN_AS_NODE=1
if not defined MOBILE_DISTRIBUTION_NODE set MOBILE_DISTRIBUTION_NODE=node
"%MOBILE_DISTRIBUTION_NODE%" "%~dp0..\..\dist\extension\mdist.cjs" %*
