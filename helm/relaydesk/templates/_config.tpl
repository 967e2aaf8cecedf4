{{/* The configuration file. */}}
{{- define "relaydesk.config" -}}
{{- if not .Values.config.desks }}{{ required "config.desks: name at least one desk (values.yaml has an example)" "" }}{{ end -}}
{{- toYaml .Values.config }}
{{- end }}
