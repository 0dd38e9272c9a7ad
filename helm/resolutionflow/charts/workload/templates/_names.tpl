{{/* All templates here take a dict: root (the umbrella's context), name (of the workload), workload (its values), topology (its
entry of files/topology.yaml). */}}

{{- define "workload.fullname" -}}
{{ printf "%s-%s" .root.Release.Name .name | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{- define "workload.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{- define "workload.labels" -}}
{{ include "workload.selector" . }}
app.kubernetes.io/part-of: resolutionflow
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | quote }}
{{- end -}}

{{- define "workload.image" -}}
{{- $digest := get .root.Values.image.digests .name -}}
{{ printf "%s/%s:%s" .root.Values.image.repository .name (default .root.Chart.AppVersion .root.Values.image.tag) }}{{ with $digest }}@{{ . }}{{ end }}
{{- end -}}

{{- define "workload.secret" -}}
{{ printf "%s-%s" .root.Values.secrets.prefix .name }}
{{- end -}}
