module.exports = {
  testEnvironment: 'node',
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  // One place for all of them: what a pull request is reviewed by.
  snapshotFormat: { printBasicPrototype: false },
};
