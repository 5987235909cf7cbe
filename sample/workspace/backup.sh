#!/usr/bin/env bash
set -euo pipefail

source_folder=${1:?usage: backup.sh FOLDER DESTINATION}
destination=${2:?usage: backup.sh FOLDER DESTINATION}

# Pack the folder into destination/NAME-YYYY-MM-DD.tar.gz, by way of a temporary file so that
# a half-written archive never carries the final name; then delete all but the newest seven
