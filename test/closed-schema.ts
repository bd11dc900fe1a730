/**
 * A closed schema of each emitted kind, read from the types that `cdk8s import` generates. A `@schema Type#name` comment has
 * the name of each property in Kubernetes. Unknown fields are refused; kubectl and the generated
 * classes silently drop them.
 */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

type Shape = ReadonlyMap<string, { readonly type: ts.TypeNode; readonly required: boolean }>;

export class ClosedSchema {
  private readonly shapes = new Map<string, Shape>();
  private readonly enums = new Map<string, readonly string[]>();

  /** @param file a module of imports/, or the declarations of cdk8s-plus-27's own */
  constructor(file: string) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    for (const statement of source.statements) {
      if (ts.isInterfaceDeclaration(statement)) this.shapes.set(statement.name.text, shapeOf(statement));
      if (ts.isEnumDeclaration(statement)) {
        this.enums.set(
          statement.name.text,
          statement.members.flatMap(({ initializer }) => (initializer && ts.isStringLiteral(initializer) ? [initializer.text] : [])),
        );
      }
    }
  }

  /** The violations in an object of the kind that this interface describes: `path: what`. */
  violations(value: unknown, interfaceName: string): string[] {
    const { apiVersion: _, kind, ...rest } = value as Record<string, unknown>;
    return this.ofShape(rest, interfaceName, String(kind));
  }

  private ofShape(value: unknown, name: string, path: string): string[] {
    const shape = this.shapes.get(name);
    if (!shape) throw new Error(`no interface ${name}`);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: no object`];
    const unknown = Object.keys(value).filter((key) => !shape.has(key));
    return [
      ...unknown.map((key) => `${path}.${key}: unknown`),
      ...[...shape].flatMap(([key, { type, required }]) => {
        const child = (value as Record<string, unknown>)[key];
        if (child === undefined) return required ? [`${path}.${key}: missing`] : [];
        return this.ofType(child, type, `${path}.${key}`);
      }),
    ];
  }

  private ofType(value: unknown, type: ts.TypeNode, path: string): string[] {
    if (ts.isArrayTypeNode(type)) {
      return Array.isArray(value)
        ? value.flatMap((item, index) => this.ofType(item, type.elementType, `${path}[${index}]`))
        : [`${path}: no list`];
    }
    if (ts.isTypeLiteralNode(type)) {
      const [member] = type.members;
      const item = member && ts.isIndexSignatureDeclaration(member) ? member.type : undefined;
      return item ? Object.entries(value as object).flatMap(([key, child]) => this.ofType(child, item, `${path}.${key}`)) : [];
    }
    const name = type.getText();
    const expected = { string: 'string', number: 'number', boolean: 'boolean' }[name];
    if (expected) return typeof value === expected ? [] : [`${path}: no ${expected}`];
    if (name === 'any') return [];
    if (this.enums.has(name)) return this.enums.get(name)?.includes(String(value)) ? [] : [`${path}: not one of ${this.enums.get(name)}`];
    if (this.shapes.has(name)) return this.ofShape(value, name, path);
    // cdk8s's own metadata has an index signature; IntOrString and Quantity are classes with the scalar inside.
    if (name === 'ApiObjectMetadata') return this.ofShape(value, 'Metadata', path);
    return ['string', 'number'].includes(typeof value) ? [] : [`${path}: no scalar`];
  }

  /** Adds an interface of another module, under a name. */
  adopt(name: string, other: ClosedSchema, otherName: string): this {
    for (const [key, shape] of other.shapes) if (!this.shapes.has(key)) this.shapes.set(key, shape);
    const shape = other.shapes.get(otherName);
    if (shape) this.shapes.set(name, shape);
    return this;
  }
}

function shapeOf(declaration: ts.InterfaceDeclaration): Shape {
  const shape = new Map<string, { type: ts.TypeNode; required: boolean }>();
  for (const member of declaration.members) {
    if (!ts.isPropertySignature(member) || !member.type) continue;
    const [, name] = /@schema \S+#(\S+)/.exec(member.getFullText()) ?? [];
    shape.set(name ?? member.name.getText(), { type: member.type, required: !member.questionToken });
  }
  return shape;
}
