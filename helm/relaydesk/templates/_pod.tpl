{{/*
What every pod has in common, fit for Pod Security "restricted". Takes (dict "root" $ "component" "notifier" "suffix" "" ),
where the suffix names the copies of ConfigMap and Secret that a hook brings along.
*/}}
{{- define "relaydesk.pod" -}}
automountServiceAccountToken: false
serviceAccountName: {{ .root.Values.serviceAccountName }}
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  seccompProfile: { type: RuntimeDefault }
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .root.Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
volumes:
  - name: config
    configMap: { name: {{ include "relaydesk.name" .root }}{{ .suffix }} }
  - name: tmp
    emptyDir: { sizeLimit: 64Mi }
  {{- with .root.Values.extraVolumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{- define "relaydesk.container" -}}
name: {{ .component }}
image: {{ include "relaydesk.image" .root }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
env:
  - { name: RELAYDESK_CONFIG, value: /etc/relaydesk/relaydesk.yaml }
  {{- with .root.Values.extraEnv }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
envFrom:
  - secretRef: { name: {{ include "relaydesk.secret" .root }}{{ if not .root.Values.secret.existing }}{{ .suffix }}{{ end }} }
volumeMounts:
  - { name: config, mountPath: /etc/relaydesk, readOnly: true }
  - { name: tmp, mountPath: /tmp }
  {{- with .root.Values.extraVolumeMounts }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
