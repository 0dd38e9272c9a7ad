#!/usr/bin/env bash
# Makes the passwords of a trial once, under .rf/k8s-trial, and puts them into the cluster that kubectl points to: for the backing
# services and, under the names that the chart wants, for the services. Needs a built stack (./rf up or ./rf images did that).
set -eu

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
RF_HOME=$PWD
export RF_HOME
. stack/script/prerequisites.sh
. stack/script/build.sh
require_java
require_stack

BACKING=resolutionflow-backing
SERVICES=${RF_NAMESPACE:-resolutionflow}
export RF_STATE_DIR="$RF_HOME/.rf/k8s-trial"
FILES="$RF_STATE_DIR/files"

"$JAVA_HOME/bin/java" -cp "$(stack_jar):stack/target/lib/*" io.resolutionflow.stack.container.ContainerCommand \
  secrets --keep-owner --to "$FILES"

# secret <namespace> <name> <kubectl argument>...
secret() {
  local namespace=$1 name=$2
  shift 2
  kubectl create secret generic "$name" --namespace "$namespace" "$@" --dry-run=client --output yaml | kubectl apply -f -
}

for namespace in "$BACKING" "$SERVICES"; do
  kubectl create namespace "$namespace" --dry-run=client --output yaml | kubectl apply -f -
done
secret "$BACKING" setup --from-file="$RF_STATE_DIR/secrets"
secret "$BACKING" keycloak --from-file="$FILES/keycloak"
secret "$SERVICES" resolutionflow-gateway
for service in session-service l1-walk-service handoff-service psa-writeback-service ai-gateway-service; do
  keyset=''
  for key in keyset.json keyset.json.marker; do
    [ ! -f "$FILES/$service/$key" ] || keyset="$keyset --from-file=$FILES/$service/$key"
  done
  secret "$SERVICES" "resolutionflow-$service" --from-file="$FILES/$service/RF_DB_APP_PASSWORD" \
    --from-file="$FILES/$service/RF_CLIENT_SECRET" $keyset
  secret "$SERVICES" "resolutionflow-$service-migration" --from-file="$FILES/$service/RF_DB_OWNER_PASSWORD"
done
