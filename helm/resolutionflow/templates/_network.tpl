{{/* A list of peers from podLabels, namespaceLabels and cidrs; nothing when none is given, which allows nobody */}}
{{- define "resolutionflow.peers" -}}
{{- if or .podLabels .namespaceLabels }}
- {{ if .namespaceLabels }}namespaceSelector:
    matchLabels:
      {{- toYaml .namespaceLabels | nindent 6 }}
  {{ end }}{{ if .podLabels }}podSelector:
    matchLabels:
      {{- toYaml .podLabels | nindent 6 }}
  {{- end }}
{{- end }}
{{- range .cidrs }}
- ipBlock:
    cidr: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "resolutionflow.egress" -}}
{{- with include "resolutionflow.peers" .peers }}
- to:
    {{- . | nindent 4 }}
  ports:
    - { protocol: TCP, port: {{ $.port }} }
{{- end }}
{{- end -}}

{{- define "resolutionflow.dns" -}}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
      podSelector:
        matchLabels:
          k8s-app: kube-dns
  ports:
    - { protocol: UDP, port: 53 }
    - { protocol: TCP, port: 53 }
{{- end -}}
