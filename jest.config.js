module.exports = {
  testEnvironment: 'node',
  // Also the core that jest would leave free.
  maxWorkers: '100%',
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  // One place for all of them: what a pull request is reviewed by.
  snapshotFormat: { printBasicPrototype: false },
};
