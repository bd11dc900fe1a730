/**
 * JSON Schema definitions, read from the types that `cdk8s import` generates. A `@schema Type#name` comment has the name of each
 * property in Kubernetes. The definitions are closed: undeclared properties are refused.
 */
import ts from 'typescript';

export type Definition = true | { readonly [keyword: string]: unknown };

/** The declarations of several modules, by name. */
export class DeclaredTypes {
  private readonly declarations = new Map<string, ts.InterfaceDeclaration | ts.EnumDeclaration | ts.ClassDeclaration>();

  /** @param source the text of a module or of its declarations */
  add(source: string): this {
    for (const statement of ts.createSourceFile('types.ts', source, ts.ScriptTarget.ES2022, true).statements) {
      const isType = ts.isInterfaceDeclaration(statement) || ts.isEnumDeclaration(statement) || ts.isClassDeclaration(statement);
      if (!isType || !statement.name) continue;
      const name = statement.name.text;
      if (this.declarations.has(name)) throw new Error(`two types are named ${name}`);
      this.declarations.set(name, statement);
    }
    return this;
  }

  /** The definition of a kind, with `apiVersion` and `kind`. Its status is not checked, because the cluster writes it. */
  ofKind(apiVersion: string, kind: string, interfaceName: string): Definition {
    const definition = this.ofInterface(interfaceName);
    return {
      ...definition,
      properties: { apiVersion: { const: apiVersion }, kind: { const: kind }, status: true, ...definition.properties },
    };
  }

  /** The definitions of all types that these refer to, directly or not, by name. */
  reachableFrom(definitions: Iterable<Definition>): Map<string, Definition> {
    const found = new Map<string, Definition>();
    const waiting = [...definitions].flatMap(namesIn);
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (found.has(name)) continue;
      const definition = this.ofInterface(name);
      found.set(name, definition);
      waiting.push(...namesIn(definition));
    }
    return found;
  }

  private ofInterface(name: string) {
    const declaration = this.declarations.get(name);
    if (!declaration || !ts.isInterfaceDeclaration(declaration)) throw new Error(`no interface ${name}`);
    const members = declaration.members.filter(ts.isPropertySignature).map((member) => {
      const [, field] = /@schema \S+#(\S+)/.exec(member.getFullText()) ?? [];
      return { field: field ?? member.name.getText(), required: !member.questionToken, definition: this.ofType(member.type) };
    });
    const required = members.filter((member) => member.required).map(({ field }) => field);
    return {
      type: 'object',
      properties: Object.fromEntries(members.map(({ field, definition }) => [field, definition])),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    };
  }

  private ofType(type: ts.TypeNode | undefined): Definition {
    if (type === undefined) return true;
    if (ts.isArrayTypeNode(type)) return { type: 'array', items: this.ofType(type.elementType) };
    if (ts.isTypeLiteralNode(type)) {
      const [member] = type.members;
      if (!member || !ts.isIndexSignatureDeclaration(member)) throw new Error(`no map: ${type.getText()}`);
      return { type: 'object', additionalProperties: this.ofType(member.type) };
    }
    const name = type.getText();
    if (name === 'any') return true;
    // All numbers of Kubernetes are integers, except the limits in a JSON Schema.
    if (name === 'number') return { type: type.parent.getFullText().includes('JSONSchemaProps#') ? 'number' : 'integer' };
    if (['string', 'boolean'].includes(name)) return { type: name };
    if (name === 'Date') return { type: 'string' };
    // The metadata of cdk8s has an index signature; that of Kubernetes is closed.
    if (name === 'ApiObjectMetadata') return reference('ObjectMeta');
    const declaration = this.declarations.get(name);
    if (!declaration) throw new Error(`no type ${name}`);
    if (ts.isEnumDeclaration(declaration)) return { enum: declaration.members.map(memberValue) };
    // Types such as IntOrString and Quantity are classes with the scalar inside.
    return ts.isClassDeclaration(declaration) ? { type: ['string', 'number'] } : reference(name);
  }
}

const POINTER = '#/definitions/';
const reference = (name: string): Definition => ({ $ref: POINTER + name });

/** The types that a definition refers to. */
const namesIn = (definition: Definition): string[] =>
  [...JSON.stringify(definition).matchAll(/"\$ref":"#\/definitions\/(\w+)"/g)].flatMap(([, name]) => name ?? []);

function memberValue({ initializer }: ts.EnumMember): string | number {
  if (initializer && ts.isStringLiteral(initializer)) return initializer.text;
  if (initializer && ts.isNumericLiteral(initializer)) return Number(initializer.text);
  throw new Error('an enum member without a value');
}
