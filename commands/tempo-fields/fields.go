package main

import (
	"go/ast"
	"reflect"
	"strconv"
	"strings"
)

const (
	anything           = "a"
	open               = "?"
	goDuration         = "time.Duration"
	prometheusDuration = "github.com/prometheus/common/model.Duration"
)

var builtin = map[string]string{
	"string": "s", "bool": "b", "float32": "f", "float64": "f",
	"int": "i", "int8": "i", "int16": "i", "int32": "i", "int64": "i", "rune": "i",
	"uint": "u", "uint8": "u", "uint16": "u", "uint32": "u", "uint64": "u", "byte": "u",
}

// closed are types with an inline map of extensions. Tempo itself registers none, and refuses every key that lands there.
var closed = map[string]bool{module + "/modules/overrides.Overrides": true, module + "/modules/overrides.LegacyOverrides": true}

// fields finds types as yaml.v2 decodes them.
type fields struct {
	*source
	nodes []any
	// The type of each declaration, by its path and by whether its methods count.
	known map[string]string
}

// named is the type of a declaration. Without methods, it is decoded as its underlying type.
func (f *fields) named(importPath, name string, withMethods bool) string {
	switch importPath + "." + name {
	case goDuration:
		return "d"
	case prometheusDuration:
		return "D"
	}
	id := importPath + "." + name + strconv.FormatBool(withMethods)
	if found, ok := f.known[id]; ok {
		return found
	}
	// A type that contains itself is not known.
	f.known[id] = open
	loaded := f.load(importPath)
	if loaded == nil || loaded.types[name] == nil {
		return open
	}
	f.known[id] = f.declared(loaded.types[name], withMethods)
	return f.known[id]
}

func (f *fields) declared(found *declaration, withMethods bool) string {
	spec := found.spec
	if spec.TypeParams != nil {
		return open
	}
	if spec.Assign.IsValid() {
		return f.typeOf(spec.Type, found.scope, withMethods)
	}
	if withMethods {
		if unmarshal, ok := found.methods["UnmarshalYAML"]; ok && takesFunction(unmarshal) {
			return f.unmarshaled(unmarshal, spec)
		}
		if _, ok := found.methods["UnmarshalText"]; ok || f.embedsUnmarshaler(spec.Type, found.scope) {
			return open
		}
	}
	if structure, ok := spec.Type.(*ast.StructType); ok {
		return f.structure(structure, found.scope, found.pkg.path+"."+spec.Name.Name)
	}
	return f.typeOf(spec.Type, found.scope, false)
}

// typeOf is the type of an expression.
func (f *fields) typeOf(expr ast.Expr, in scope, withMethods bool) string {
	switch typed := expr.(type) {
	case *ast.Ident:
		if local, ok := in.local[typed.Name]; ok {
			return f.typeOf(local, in, false)
		}
		if in.pkg.types[typed.Name] != nil {
			return f.named(in.pkg.path, typed.Name, withMethods)
		}
		if typed.Name == "any" {
			return anything
		}
		if known, ok := builtin[typed.Name]; ok {
			return known
		}
	case *ast.SelectorExpr:
		if name, ok := typed.X.(*ast.Ident); ok {
			return f.named(f.imported(in.file, name.Name), typed.Sel.Name, withMethods)
		}
	case *ast.StarExpr:
		return f.typeOf(typed.X, in, withMethods)
	case *ast.ParenExpr:
		return f.typeOf(typed.X, in, withMethods)
	case *ast.ArrayType:
		if item := f.typeOf(typed.Elt, in, true); item != "u" {
			return "[" + item
		}
	case *ast.MapType:
		return "{" + f.typeOf(typed.Value, in, true)
	case *ast.InterfaceType:
		return anything
	case *ast.StructType:
		return f.structure(typed, in, "")
	}
	return open
}

func (f *fields) structure(structure *ast.StructType, in scope, name string) string {
	node := map[string]string{}
	f.collect(node, structure, in, closed[name])
	f.nodes = append(f.nodes, node)
	return "#" + strconv.Itoa(len(f.nodes)-1)
}

func (f *fields) collect(node map[string]string, structure *ast.StructType, in scope, isClosed bool) {
	for _, field := range structure.Fields.List {
		key, isInline := tagOf(field)
		if key == "-" {
			continue
		}
		if isInline {
			f.inline(node, field.Type, in, isClosed)
			continue
		}
		for _, name := range namesOf(field) {
			own := key
			if own == "" {
				own = strings.ToLower(name)
			}
			node[own] = f.typeOf(field.Type, in, true)
		}
	}
}

// inline adds the fields of a struct, or any field for a map.
func (f *fields) inline(node map[string]string, expr ast.Expr, in scope, isClosed bool) {
	kind := f.typeOf(expr, in, false)
	if index, isNode := strings.CutPrefix(kind, "#"); isNode {
		number, _ := strconv.Atoi(index)
		if inner, ok := f.nodes[number].(map[string]string); ok {
			for key, value := range inner {
				node[key] = value
			}
			return
		}
	}
	if !isClosed {
		node["*"] = strings.TrimPrefix(kind, "{")
	}
}

// tagOf is the key in the tag of a field, which may be empty, and whether the field is inline.
func tagOf(field *ast.Field) (string, bool) {
	if field.Tag == nil {
		return "", false
	}
	text, err := strconv.Unquote(field.Tag.Value)
	if err != nil {
		fail("%v", err)
	}
	tag := reflect.StructTag(text).Get("yaml")
	if tag == "" && !strings.Contains(text, ":") {
		tag = text
	}
	key, options, _ := strings.Cut(tag, ",")
	return key, strings.Contains(","+options+",", ",inline,")
}

// namesOf are the exported names of a field, or the name of an embedded type.
func namesOf(field *ast.Field) []string {
	names := []string{}
	for _, name := range field.Names {
		if name.IsExported() {
			names = append(names, name.Name)
		}
	}
	if len(field.Names) > 0 {
		return names
	}
	switch typed := field.Type.(type) {
	case *ast.Ident:
		return []string{typed.Name}
	case *ast.SelectorExpr:
		return []string{typed.Sel.Name}
	}
	return names
}
