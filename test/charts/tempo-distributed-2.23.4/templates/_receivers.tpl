{{- /* Which receivers are on, each with its port. */ -}}
{{- define "receivers" -}}
{{- with .Values.traces -}}
{{- if .otlp.grpc.enabled }}{name: otlp-grpc, port: 4317},{{ end -}}
{{- if .otlp.http.enabled }}{name: otlp-http, port: 4318},{{ end -}}
{{- if .zipkin.enabled }}{name: zipkin, port: 9411},{{ end -}}
{{- if .jaeger.thriftCompact.enabled }}{name: jaeger-compact, port: 6831, protocol: UDP},{{ end -}}
{{- if .jaeger.thriftHttp.enabled }}{name: jaeger-http, port: 14268},{{ end -}}
{{- if .opencensus.enabled }}{name: opencensus, port: 55678},{{ end -}}
{{- end -}}
{{- end -}}
