{{- define "workload.deployment" -}}
{{- $scaled := or .workload.autoscaling.enabled (dig "keda" "enabled" false .workload) -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "workload.fullname" . }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "workload.labels" . | nindent 4 }}
spec:
  {{- if not $scaled }}
  replicas: {{ .workload.replicas }}
  {{- end }}
  revisionHistoryLimit: 3
  selector:
    matchLabels:
      {{- include "workload.selector" . | nindent 6 }}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
  template:
    metadata:
      labels:
        {{- include "workload.labels" . | nindent 8 }}
      annotations:
        # a changed topology or chart is a new roll-out
        resolutionflow/topology: {{ toYaml .topology | sha256sum | trunc 16 | quote }}
    spec:
      serviceAccountName: {{ include "workload.fullname" . }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      # 5 s until no new call arrives, 25 s for those under way, and a margin
      terminationGracePeriodSeconds: 40
      securityContext:
        {{- include "workload.podSecurity" . | nindent 8 }}
      {{- with .root.Values.image.pullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with include "workload.scheduling" . | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      topologySpreadConstraints:
        {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
        - maxSkew: 1
          topologyKey: {{ . }}
          whenUnsatisfiable: ScheduleAnyway
          # each release is spread by itself: the pods that are going do not count
          matchLabelKeys: [pod-template-hash]
          labelSelector:
            matchLabels:
              {{- include "workload.selector" $ | nindent 14 }}
        {{- end }}
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 100
              podAffinityTerm:
                topologyKey: kubernetes.io/hostname
                labelSelector:
                  matchLabels:
                    {{- include "workload.selector" . | nindent 20 }}
      containers:
        - name: {{ .name }}
          image: {{ include "workload.image" . | quote }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          securityContext:
            {{- include "workload.containerSecurity" . | nindent 12 }}
          ports:
            - name: http
              containerPort: {{ .topology.port }}
              protocol: TCP
            - name: management
              containerPort: {{ .topology.management }}
              protocol: TCP
          env:
            {{- include "workload.commonEnv" . | nindent 12 }}
            {{- if .topology.schema }}
            {{- include "workload.serviceEnv" . | nindent 12 }}
            {{- else }}
            {{- include "workload.gatewayEnv" . | nindent 12 }}
            {{- end }}
            {{- include "workload.addresses" . | nindent 12 }}
            {{- range $key, $value := .workload.env }}
            - name: {{ $key }}
              value: {{ $value | quote }}
            {{- end }}
          # two minutes for the start, then only the process itself counts
          startupProbe:
            httpGet: { path: /actuator/health/liveness, port: management }
            periodSeconds: 2
            failureThreshold: 60
          livenessProbe:
            httpGet: { path: /actuator/health/liveness, port: management }
            periodSeconds: 10
            timeoutSeconds: 3
            failureThreshold: 6
          readinessProbe:
            httpGet: { path: /actuator/health/readiness, port: management }
            periodSeconds: 5
            timeoutSeconds: 3
            failureThreshold: 2
          lifecycle:
            preStop:
              sleep:
                seconds: 5
          resources:
            requests:
              cpu: {{ .workload.cpu }}
              memory: {{ .workload.memory }}
              ephemeral-storage: 64Mi
            limits:
              # no CPU limit: a throttled start is a slow roll-out, and the scheduler shares by request
              memory: {{ .workload.memory }}
              ephemeral-storage: 512Mi
          volumeMounts:
            {{- include "workload.volumeMounts" . | nindent 12 }}
      volumes:
        {{- include "workload.volumes" (dict "root" .root "secret" (include "workload.secret" .)) | nindent 8 }}
{{- end -}}
