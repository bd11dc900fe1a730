module tempo-gitops/kafka

go 1.25.0

require (
	github.com/twmb/franz-go/pkg/kfake v0.0.0-20260406064450-c0fa0a167730
	github.com/twmb/franz-go/pkg/kmsg v1.13.1
)

require (
	github.com/klauspost/compress v1.18.5 // indirect
	github.com/pierrec/lz4/v4 v4.1.26 // indirect
	github.com/twmb/franz-go v1.21.0 // indirect
	golang.org/x/crypto v0.50.0 // indirect
)
