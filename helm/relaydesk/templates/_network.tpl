{{/* One egress rule to peers (`to`, empty: any) on TCP ports. */}}
{{- define "relaydesk.egress" -}}
- {{- with .to }}
  to: {{- toYaml . | nindent 4 }}
  {{- end }}
  ports:
    {{- range .ports }}
    - { protocol: TCP, port: {{ . }} }
    {{- end }}
{{- end }}

{{/* What a component may reach. Takes (dict "root" $ "reaches" (list "messengers")). */}}
{{- define "relaydesk.reaches" -}}
{{- with .root.Values.networkPolicy -}}
- to: {{- toYaml .dns.to | nindent 4 }}
  ports:
    - { protocol: UDP, port: 53 }
    - { protocol: TCP, port: 53 }
{{ include "relaydesk.egress" .parts }}
{{- end }}
{{- range .reaches }}
{{ include "relaydesk.egress" (get $.root.Values.networkPolicy .) }}
{{- end }}
{{- end }}
