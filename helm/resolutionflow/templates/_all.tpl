{{/* Calls a template of the library once a workload: gateway first, then the services. Takes root, template, only (all, services,
or a list of names). */}}
{{- define "resolutionflow.each" -}}
{{- $root := .root -}}
{{- $template := .template -}}
{{- $topology := $root.Files.Get "files/topology.yaml" | fromYaml -}}
{{- $workloads := merge (dict "gateway" $root.Values.gateway) $root.Values.services -}}
{{- range $name := keys $workloads | sortAlpha }}
{{- $context := dict "root" $root "name" $name "workload" (get $workloads $name) "topology" (get $topology $name) "all" $topology -}}
{{- $text := include $template $context -}}
{{- if $text }}
---
{{ $text }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "resolutionflow.autoscaler" -}}
{{- if and .workload.autoscaling.enabled (not (dig "keda" "enabled" false .workload)) }}{{ include "workload.autoscaler" . }}{{ end -}}
{{- end -}}

{{- define "resolutionflow.scaledObject" -}}
{{- if dig "keda" "enabled" false .workload }}{{ include "workload.scaledObject" . }}{{ end -}}
{{- end -}}
