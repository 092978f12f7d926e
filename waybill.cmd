@echo off
rem Runs Waybill from this checkout. Builds it first, with plain Maven, when it has not been built here.
rem After a change to a source, delete framework\waybill-cli\target\built to have it built again.
rem
rem   JAVA_HOME           the JDK to use; else the java on the PATH
rem   WAYBILL_JAVA_OPTS   more options for that JDK
rem   WAYBILL_CLASSPATH   more jars: their catalog parts bring their tools
setlocal
set "ROOT=%~dp0"
set "TARGET=%ROOT%framework\waybill-cli\target"

set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
set "VERSION="
set "FEATURE="
for /f "tokens=3" %%v in ('""%JAVA%" -version 2^>^&1" ^| findstr /c:" version "') do if not defined VERSION set "VERSION=%%~v"
for /f "delims=.-+" %%v in ("%VERSION%") do set "FEATURE=%%v"
if not defined FEATURE goto nojdk
if %FEATURE% LSS 17 goto nojdk
if exist "%TARGET%\built" goto run

where mvn >nul 2>&1
if errorlevel 1 goto nomaven
set "MODULES=framework/waybill-cli"
setlocal enabledelayedexpansion
for /d %%d in ("%ROOT%examples\*") do if exist "%%d\pom.xml" set "MODULES=!MODULES!,examples/%%~nxd"
endlocal & set "MODULES=%MODULES%"
if not exist "%TARGET%" mkdir "%TARGET%"
echo Building Waybill with Maven: about half a minute, and longer the first time, while libraries are downloaded. 1>&2
pushd "%ROOT%"
call mvn -q -B -P "!lint" -Dmaven.test.skip=true -Dmdep.includeScope=runtime -Dmdep.outputFile=target/classpath.txt -pl "%MODULES%" -am package dependency:build-classpath >"%TARGET%\build.log" 2>&1
set "RESULT=%errorlevel%"
popd
if not "%RESULT%"=="0" goto nobuild
echo built>"%TARGET%\built"

:run
set "JAR="
set "LIBRARIES="
set "EXAMPLES="
for /f "delims=" %%j in ('dir /b /o-d "%TARGET%\waybill-cli-*.jar"') do if not defined JAR set "JAR=%TARGET%\%%j"
for /f "usebackq delims=" %%l in ("%TARGET%\classpath.txt") do set "LIBRARIES=%%l"
setlocal enabledelayedexpansion
for /d %%d in ("%ROOT%examples\*") do (
  for %%j in ("%%d\target\*.jar") do set "EXAMPLES=!EXAMPLES!;%%j"
  for /f "usebackq delims=" %%l in ("%%d\target\classpath.txt") do set "EXAMPLES=!EXAMPLES!;%%l"
)
endlocal & set "EXAMPLES=%EXAMPLES%"
rem As a variable: a command line holds less than a class path may need.
set "CLASSPATH=%JAR%;%LIBRARIES%%EXAMPLES%;%WAYBILL_CLASSPATH%"
set "FLAGS=-Xshare:auto"
if not "%~1"=="router" set "FLAGS=-XX:TieredStopAtLevel=1 -Xshare:auto"
if %FEATURE% GEQ 21 set "FLAGS=%FLAGS% --enable-native-access=ALL-UNNAMED"
"%JAVA%" %FLAGS% %WAYBILL_JAVA_OPTS% -Dwaybill.terminal=out,err io.waybill.cli.Main %*
exit /b %errorlevel%

:nojdk
echo waybill: needs a JDK, version 17 or newer. Install one (https://adoptium.net has them), or set JAVA_HOME to it. 1>&2
exit /b 3

:nomaven
echo waybill: has to be built first, and there is no mvn on the PATH. Install Apache Maven, 3.8 or newer. 1>&2
exit /b 3

:nobuild
type "%TARGET%\build.log" 1>&2
echo waybill: could not be built; what Maven said is above, and in "%TARGET%\build.log" 1>&2
exit /b 3
