package main

import (
	"go/ast"
	"go/token"
	"strconv"
)

// takesFunction tells whether yaml.v2 calls the method: others have the signature of yaml.v3.
func takesFunction(function method) bool {
	params := function.Type.Params.List
	if len(params) != 1 || len(params[0].Names) != 1 {
		return false
	}
	_, ok := params[0].Type.(*ast.FuncType)
	return ok
}

// unmarshaled is the type that a method UnmarshalYAML decodes first: a text, its own type without methods, or one of several.
func (f *fields) unmarshaled(function method, spec *ast.TypeSpec) string {
	name := function.Type.Params.List[0].Names[0].Name
	in := function.scope
	in.local = map[string]ast.Expr{}
	variables := map[string]ast.Expr{}
	targets := []ast.Expr{}
	uses := 0
	ast.Inspect(function.Body, func(node ast.Node) bool {
		switch typed := node.(type) {
		case *ast.TypeSpec:
			in.local[typed.Name.Name] = typed.Type
		case *ast.ValueSpec:
			for _, variable := range typed.Names {
				variables[variable.Name] = typed.Type
			}
		case *ast.AssignStmt:
			declare(variables, typed)
		case *ast.CallExpr:
			if called, ok := typed.Fun.(*ast.Ident); ok && called.Name == name && len(typed.Args) == 1 {
				targets = append(targets, typed.Args[0])
			}
		case *ast.Ident:
			if typed.Name == name {
				uses++
			}
		}
		return true
	})
	// A function that is handed on decodes something else.
	if len(targets) == 0 || uses > len(targets) {
		return open
	}
	kinds := []string{}
	for _, target := range targets {
		kind := f.target(target, in, variables)
		if kind == open {
			return open
		}
		kinds = append(kinds, kind)
	}
	if len(kinds) == 1 {
		return kinds[0]
	}
	f.nodes = append(f.nodes, kinds)
	return "#" + strconv.Itoa(len(f.nodes)-1)
}

// declare adds the variables of `value := T{}` and `value := make(T)`.
func declare(variables map[string]ast.Expr, statement *ast.AssignStmt) {
	if statement.Tok != token.DEFINE || len(statement.Lhs) != len(statement.Rhs) {
		return
	}
	for index, left := range statement.Lhs {
		name, isName := left.(*ast.Ident)
		if !isName {
			continue
		}
		switch value := statement.Rhs[index].(type) {
		case *ast.CompositeLit:
			variables[name.Name] = value.Type
		case *ast.CallExpr:
			if called, ok := value.Fun.(*ast.Ident); ok && called.Name == "make" {
				variables[name.Name] = value.Args[0]
			}
		}
	}
}

// target is the type behind `&variable` or `(*plain)(receiver)`.
func (f *fields) target(expr ast.Expr, in scope, variables map[string]ast.Expr) string {
	switch typed := expr.(type) {
	case *ast.UnaryExpr:
		if name, ok := typed.X.(*ast.Ident); ok && typed.Op == token.AND && variables[name.Name] != nil {
			return f.typeOf(variables[name.Name], in, true)
		}
	case *ast.CallExpr:
		if parens, ok := typed.Fun.(*ast.ParenExpr); ok && len(typed.Args) == 1 {
			return f.typeOf(parens.X, in, true)
		}
	}
	return open
}

// embedsUnmarshaler tells whether an embedded type decodes the whole struct by its own method.
func (f *fields) embedsUnmarshaler(expr ast.Expr, in scope) bool {
	structure, ok := expr.(*ast.StructType)
	if !ok {
		return false
	}
	for _, field := range structure.Fields.List {
		if len(field.Names) > 0 {
			continue
		}
		if embedded := f.find(field.Type, in); embedded != nil {
			unmarshal, hasYaml := embedded.methods["UnmarshalYAML"]
			_, hasText := embedded.methods["UnmarshalText"]
			if hasText || (hasYaml && takesFunction(unmarshal)) || f.embedsUnmarshaler(embedded.spec.Type, embedded.scope) {
				return true
			}
		}
	}
	return false
}

func (f *fields) find(expr ast.Expr, in scope) *declaration {
	switch typed := expr.(type) {
	case *ast.StarExpr:
		return f.find(typed.X, in)
	case *ast.Ident:
		return in.pkg.types[typed.Name]
	case *ast.SelectorExpr:
		if name, ok := typed.X.(*ast.Ident); ok {
			if loaded := f.load(f.imported(in.file, name.Name)); loaded != nil {
				return loaded.types[typed.Sel.Name]
			}
		}
	}
	return nil
}
