package main

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// scope is where an expression is written: names in it are looked up there.
type scope struct {
	pkg  *pkg
	file *ast.File
	// Types that are declared in the function.
	local map[string]ast.Expr
}

// declaration is a type of a package.
type declaration struct {
	spec *ast.TypeSpec
	scope
	methods map[string]method
}

type method struct {
	*ast.FuncDecl
	scope
}

// pkg is a package of the checkout or of its vendor folder.
type pkg struct {
	path  string
	name  string
	types map[string]*declaration
}

// source reads packages when they are first needed.
type source struct {
	checkout string
	packages map[string]*pkg
}

func newSource(checkout string) *source {
	if _, err := os.Stat(filepath.Join(checkout, "vendor", "modules.txt")); err != nil {
		fail("%s is not a checkout of Tempo with its vendor folder: %v", checkout, err)
	}
	return &source{checkout: checkout, packages: map[string]*pkg{}}
}

func (s *source) folder(importPath string) string {
	if rest, isOwn := strings.CutPrefix(importPath, module); isOwn {
		return filepath.Join(s.checkout, rest)
	}
	return filepath.Join(s.checkout, "vendor", importPath)
}

// load returns nil for the standard library.
func (s *source) load(importPath string) *pkg {
	if known, ok := s.packages[importPath]; ok {
		return known
	}
	s.packages[importPath] = nil
	folder := s.folder(importPath)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	context := build.Default
	context.GOOS, context.GOARCH = "linux", "amd64"
	loaded := &pkg{path: importPath, types: map[string]*declaration{}}
	files := []*ast.File{}
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if matches, err := context.MatchFile(folder, name); err != nil || !matches {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, name), nil, parser.SkipObjectResolution)
		if err != nil {
			fail("%v", err)
		}
		loaded.name = file.Name.Name
		files = append(files, file)
		loaded.addTypes(file)
	}
	for _, file := range files {
		loaded.addMethods(file)
	}
	s.packages[importPath] = loaded
	return loaded
}

func (p *pkg) addTypes(file *ast.File) {
	for _, decl := range file.Decls {
		general, ok := decl.(*ast.GenDecl)
		if !ok || general.Tok != token.TYPE {
			continue
		}
		for _, spec := range general.Specs {
			typeSpec := spec.(*ast.TypeSpec)
			p.types[typeSpec.Name.Name] = &declaration{spec: typeSpec, scope: scope{pkg: p, file: file}, methods: map[string]method{}}
		}
	}
}

func (p *pkg) addMethods(file *ast.File) {
	for _, decl := range file.Decls {
		function, ok := decl.(*ast.FuncDecl)
		if !ok || function.Recv == nil || len(function.Recv.List) != 1 {
			continue
		}
		receiver := function.Recv.List[0].Type
		if pointer, ok := receiver.(*ast.StarExpr); ok {
			receiver = pointer.X
		}
		if name, ok := receiver.(*ast.Ident); ok && p.types[name.Name] != nil {
			p.types[name.Name].methods[function.Name.Name] = method{function, scope{pkg: p, file: file}}
		}
	}
}

var majorVersion = regexp.MustCompile(`^v\d+$`)

// imported returns the import path of the package that a file calls by a name.
func (s *source) imported(file *ast.File, name string) string {
	for _, spec := range file.Imports {
		importPath := strings.Trim(spec.Path.Value, `"`)
		if spec.Name != nil {
			if spec.Name.Name == name {
				return importPath
			}
			continue
		}
		last := path.Base(importPath)
		if majorVersion.MatchString(last) {
			last = path.Base(path.Dir(importPath))
		}
		if last == name {
			return importPath
		}
		if strings.Contains(last, name) {
			if loaded := s.load(importPath); loaded != nil && loaded.name == name {
				return importPath
			}
		}
	}
	return ""
}
