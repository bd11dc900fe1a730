// For cdk8s, which loads yaml at once and needs it rarely: in a bundle, this file takes its place.
const names = [
  ...['Composer', 'Document', 'Schema', 'YAMLError', 'YAMLParseError', 'YAMLWarning', 'Alias', 'Pair', 'Scalar', 'YAMLMap', 'YAMLSeq'],
  ...['isAlias', 'isCollection', 'isDocument', 'isMap', 'isNode', 'isPair', 'isScalar', 'isSeq', 'CST', 'Lexer', 'LineCounter', 'Parser'],
  ...['parse', 'parseAllDocuments', 'parseDocument', 'stringify', 'visit', 'visitAsync'],
];

for (const name of names) Object.defineProperty(exports, name, { enumerable: true, get: () => require('../../node_modules/yaml')[name] });
