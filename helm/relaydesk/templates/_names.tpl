{{- define "relaydesk.name" -}}
{{- if contains "relaydesk" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else }}{{ printf "%s-relaydesk" .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* What a component's pods are chosen by; it must never change. Takes (dict "root" $ "component" "notifier"). */}}
{{- define "relaydesk.selector" -}}
app.kubernetes.io/name: relaydesk
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "relaydesk.labels" -}}
{{ include "relaydesk.selector" . }}
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: relaydesk
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "relaydesk.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end }}
{{- end }}

{{- define "relaydesk.secret" -}}
{{- if .Values.secret.existing }}{{ .Values.secret.existing }}
{{- else if .Values.secret.values }}{{ include "relaydesk.name" . }}
{{- else }}{{ required "secret.existing: name a Secret with DATABASE_URL, RELAYDESK_SECRET and what config.desks asks for" .Values.secret.existing }}
{{- end }}
{{- end }}

{{/* What runs before the release exists (tables and topics) brings its own copy of what it needs. */}}
{{- define "relaydesk.hook" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: {{ .weight | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}
