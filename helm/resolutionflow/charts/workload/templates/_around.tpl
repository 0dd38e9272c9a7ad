{{- define "workload.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "workload.fullname" . }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "workload.labels" . | nindent 4 }}
spec:
  selector:
    {{- include "workload.selector" . | nindent 4 }}
  ports:
    - name: http
      port: {{ .topology.port }}
      targetPort: http
      protocol: TCP
    - name: management
      port: {{ .topology.management }}
      targetPort: management
      protocol: TCP
{{- end -}}

{{- define "workload.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "workload.fullname" . }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "workload.labels" . | nindent 4 }}
automountServiceAccountToken: false
{{- end -}}

{{- define "workload.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "workload.fullname" . }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "workload.labels" . | nindent 4 }}
spec:
  maxUnavailable: {{ .workload.disruption.maxUnavailable }}
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "workload.selector" . | nindent 6 }}
{{- end -}}

{{/* Slow downwards: every process that goes cuts its live streams */}}
{{- define "workload.autoscaler" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ include "workload.fullname" . }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "workload.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "workload.fullname" . }}
  minReplicas: {{ .workload.autoscaling.minReplicas }}
  maxReplicas: {{ .workload.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ .workload.autoscaling.cpuPercent }}
  behavior:
    scaleDown:
      stabilizationWindowSeconds: 300
      policies:
        - type: Pods
          value: 1
          periodSeconds: 60
{{- end -}}

{{/* By events not yet applied and calls under way. It never goes below two, and stays where it is when Kafka cannot be asked. */}}
{{- define "workload.scaledObject" -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: {{ include "workload.fullname" . }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "workload.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    name: {{ include "workload.fullname" . }}
  minReplicaCount: {{ .workload.keda.minReplicas }}
  maxReplicaCount: {{ .workload.keda.maxReplicas }}
  cooldownPeriod: 300
  fallback:
    failureThreshold: 3
    replicas: {{ .workload.keda.minReplicas }}
  triggers:
    {{- range .topology.follows }}
    - type: kafka
      metadata:
        bootstrapServers: {{ $.root.Values.kafka.bootstrapServers | quote }}
        consumerGroup: {{ .group | quote }}
        topic: {{ .topic | quote }}
        lagThreshold: {{ $.workload.keda.lagThreshold | quote }}
        excludePersistentLag: "true"
    {{- end }}
    {{- with .workload.keda.inFlight.prometheus }}
    # calls under way, of all processes together
    - type: prometheus
      metadata:
        serverAddress: {{ . | quote }}
        query: {{ printf "sum(http_server_requests_active_seconds_count{application=%q,namespace=%q})" $.name $.root.Release.Namespace | squote }}
        threshold: {{ $.workload.keda.inFlight.threshold | quote }}
    {{- end }}
    - type: cpu
      metricType: Utilization
      metadata:
        value: {{ .workload.autoscaling.cpuPercent | quote }}
{{- end -}}
