// Command tempo-fields prints the fields of Tempo's configuration as JSON, from the path of a checkout of grafana/tempo
// with its vendor/ folder. It reads the source and compiles none of it. commands/tempo-fields.ts runs it.
//
// The output is {"config": T, "overrides": T, "nodes": [N...]}. A type T is a text: s text, b boolean, i integer,
// u integer from 0, f number, d duration of Go, D duration of Prometheus, a anything, ? not known, [T list, {T map, #3 the fourth
// node. A node N is a map from field to T, where * is any other field, or a list of T, one of which must fit.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

const module = "github.com/grafana/tempo"

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: tempo-fields CHECKOUT")
		os.Exit(2)
	}
	found := &fields{source: newSource(os.Args[1]), known: map[string]string{}}
	output := map[string]any{
		"config":    found.named(module+"/cmd/tempo/app", "Config", true),
		"overrides": found.named(module+"/modules/overrides", "perTenantOverrides", true),
	}
	output["nodes"] = found.nodes
	if err := json.NewEncoder(os.Stdout).Encode(output); err != nil {
		fail("%v", err)
	}
}

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}
