# Sourced by rf: container images, and the demo against the system of docker-compose.yml.

RF_IMAGE_MODULES="stack ai-gateway-service session-service l1-walk-service handoff-service psa-writeback-service gateway"

# Compose v2 or, where only that is installed, docker-compose 1.29
compose() {
  if docker compose version >/dev/null 2>&1; then
    docker compose "$@"
  else
    docker-compose "$@"
  fi
}

# jib <modules> <maven argument>...: -Dimage.base etc. are passed on (docs/images.md)
jib() {
  local modules=$1
  shift
  ./mvnw -B -q -ntp -Pimages -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -pl "$(echo "$modules" | tr ' ' ',')" -am package "jib:${RF_IMAGE_GOAL:-dockerBuild}" "$@" && ${RF_AFTER_IMAGES:-true}
}

# images [--aot] <maven argument>...
images() {
  local aot=no began=$SECONDS
  if [ "${1:-}" = --aot ]; then
    aot=yes
    shift
  fi
  require_java
  require_node
  build_web no || exit 1
  echo "  images                 $RF_IMAGE_MODULES"
  jib "$RF_IMAGE_MODULES" "$@" || exit 1
  if [ "$aot" = yes ]; then
    train || exit 1
    echo "  images                 once more, with what the training left"
    jib "${RF_IMAGE_MODULES#stack }" -Paot "$@" || exit 1
  fi
  echo "  images                 done after $((SECONDS - began)) s"
}

# Runs the whole system once with every service writing down what it loads; each leaves target/aot/application.aot.
# The cache fits only the very Java and jars of the image, so it is made by the image itself.
train() {
  local module code=0
  for module in $RF_IMAGE_MODULES; do
    rm -rf "$module/target/aot"
    mkdir -p "$module/target/aot"
    # the containers' user writes here
    chmod 777 "$module/target/aot"
  done
  export COMPOSE_PROJECT_NAME=resolutionflow-training COMPOSE_FILE=docker-compose.yml:stack/compose/training.yml
  echo "  training               starting the system"
  { compose up --detach ${RF_COMPOSE_UP:-} && compose_demo >build/training-demo.log; } || code=1
  # an orderly stop: each service writes its cache before it ends
  compose stop --timeout 300 >/dev/null 2>&1
  for module in $RF_IMAGE_MODULES; do
    [ "$module" = stack ] || [ -s "$module/target/aot/application.aot" ] || {
      echo "rf: $module left no cache; its log ends with:" >&2
      compose logs --tail 5 "$module" >&2
      code=1
    }
  done
  compose down --volumes >/dev/null 2>&1
  unset COMPOSE_PROJECT_NAME COMPOSE_FILE
  return $code
}

# The main job against the containers. Its last step looks for a trace in the services' logs: they are followed into files.
compose_demo() {
  local module followers='' code
  require_java
  build_java no e2e || exit 1
  export RF_STATE_DIR="$RF_HOME/.rf/compose"
  rm -rf "$RF_STATE_DIR/logs"
  mkdir -p "$RF_STATE_DIR/logs"
  for module in $RF_IMAGE_MODULES; do
    [ "$module" != stack ] || continue
    compose logs --no-color --follow "$module" >"$RF_STATE_DIR/logs/$module.log" 2>&1 &
    followers="$followers $!"
  done
  RF_GATEWAY_URL="http://127.0.0.1:${RF_PORT_GATEWAY:-8080}" \
    RF_ISSUER_URI="http://127.0.0.1:${RF_PORT_KEYCLOAK:-8081}/realms/resolutionflow" \
    "$JAVA_HOME/bin/java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dstdout.encoding=UTF-8 \
    -cp "$(module_jar e2e):e2e/target/lib/*" io.resolutionflow.e2e.demo.DemoCommand "$@"
  code=$?
  kill $followers 2>/dev/null
  wait $followers 2>/dev/null
  return $code
}
