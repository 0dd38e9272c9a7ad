{{/* What every container may not do (Pod Security Standards, restricted) */}}
{{- define "workload.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "workload.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Heap is 60 % of the memory; below 2 CPUs or 1792 MB the JVM would choose its collector by itself */}}
{{- define "workload.javaOptions" -}}
-XX:MaxRAMPercentage=60 -XX:+UseG1GC -XX:+UseCompactObjectHeaders -XX:MaxMetaspaceSize=192m -XX:ReservedCodeCacheSize=96m -Xss512k -XX:+ExitOnOutOfMemoryError
{{- end -}}

{{- define "workload.commonEnv" -}}
- name: JAVA_TOOL_OPTIONS
  value: {{ include "workload.javaOptions" . | quote }}
- name: RF_BIND_ADDRESS
  value: "0.0.0.0"
- name: SERVER_PORT
  value: {{ .topology.port | quote }}
- name: MANAGEMENT_SERVER_PORT
  value: {{ .topology.management | quote }}
# files in place of variables: a variable shows in every crash dump and child process
- name: SPRING_CONFIG_IMPORT
  value: "optional:configtree:/etc/resolutionflow/secrets/"
- name: RF_ISSUER_URI
  value: {{ required "keycloak.issuerUri is needed: the realm's address as browsers see it" .root.Values.keycloak.issuerUri | quote }}
{{- with .root.Values.publicUrl }}
- name: RF_PUBLIC_URL
  value: {{ . | quote }}
{{- end }}
{{- if .root.Values.telemetry.otlpEndpoint }}
- name: MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT
  value: {{ printf "%s/v1/traces" .root.Values.telemetry.otlpEndpoint | quote }}
{{- end }}
- name: MANAGEMENT_TRACING_SAMPLING_PROBABILITY
  value: {{ .root.Values.telemetry.sampling | quote }}
{{- end -}}

{{- define "workload.databaseEnv" -}}
- name: RF_DB_URL
  {{- $authority := ternary "&sslrootcert=/etc/resolutionflow/postgresql-ca/ca.crt" "" (ne .root.Values.postgresql.caSecret "") }}
  value: {{ printf "jdbc:postgresql://%s:%v/%s?sslmode=%s%s" .root.Values.postgresql.host .root.Values.postgresql.port .root.Values.postgresql.database .root.Values.postgresql.sslMode $authority | quote }}
{{- end -}}

{{- define "workload.serviceEnv" -}}
{{- $root := .root -}}
{{ include "workload.databaseEnv" . }}
- name: RF_MIGRATIONS
  value: {{ ternary "check" "run" .root.Values.migrations.enabled }}
- name: RF_KAFKA_BOOTSTRAP_SERVERS
  value: {{ .root.Values.kafka.bootstrapServers | quote }}
{{- range $key, $value := .root.Values.kafka.properties }}
- name: {{ printf "SPRING_KAFKA_PROPERTIES_%s" ($key | upper | replace "." "_") }}
  value: {{ $value | quote }}
{{- end }}
{{- if and (eq .name "handoff-service") .root.Values.smtp.host }}
- name: RF_SMTP_HOST
  value: {{ .root.Values.smtp.host | quote }}
- name: RF_SMTP_PORT
  value: {{ .root.Values.smtp.port | quote }}
- name: RF_SMTP_STARTTLS
  value: {{ .root.Values.smtp.startTls | quote }}
- name: RF_MAIL_FROM
  value: {{ .root.Values.smtp.from | quote }}
{{- end }}
{{- end -}}

{{- define "workload.gatewayEnv" -}}
- name: RF_BEHIND_TLS
  value: {{ hasPrefix "https://" .root.Values.publicUrl | quote }}
- name: RF_CORS_ORIGINS
  value: {{ join "," .root.Values.corsOrigins | quote }}
- name: RF_TRUSTED_PROXIES
  value: {{ join "," .root.Values.trustedProxies | quote }}
{{- end -}}

{{/* Addresses of those it calls, and of nobody else */}}
{{- define "workload.addresses" -}}
{{- $all := .all -}}
{{- $root := .root -}}
{{- range .topology.calls }}
- name: {{ printf "RF_%s_URL" (. | upper | replace "-" "_") }}
  value: {{ printf "http://%s:%v" (include "workload.fullname" (dict "root" $root "name" .)) (get $all .).port | quote }}
{{- end }}
{{- end -}}

{{- define "workload.volumeMounts" -}}
- name: secrets
  mountPath: /etc/resolutionflow/secrets
  readOnly: true
- name: temporary
  mountPath: /tmp
{{- if .root.Values.postgresql.caSecret }}
- name: postgresql-ca
  mountPath: /etc/resolutionflow/postgresql-ca
  readOnly: true
{{- end }}
{{- end -}}

{{- define "workload.volumes" -}}
- name: secrets
  secret:
    secretName: {{ .secret }}
    defaultMode: 0440
- name: temporary
  emptyDir:
    sizeLimit: 256Mi
{{- with .root.Values.postgresql.caSecret }}
- name: postgresql-ca
  secret:
    secretName: {{ . }}
    items: [{ key: ca.crt, path: ca.crt }]
    defaultMode: 0440
{{- end }}
{{- end -}}

{{/* Where pods may run, and what gives way to what */}}
{{- define "workload.scheduling" -}}
{{- with .root.Values.scheduling.priorityClass }}
priorityClassName: {{ . }}
{{- end }}
{{- with .root.Values.scheduling.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.scheduling.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
