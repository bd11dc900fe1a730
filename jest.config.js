module.exports = {
  testEnvironment: 'node',
  // Also the core that jest would leave free.
  maxWorkers: '100%',
  // Real Helm renders, the first time from a download, and the machine may be busy.
  testTimeout: 120_000,
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  // One place for all of them: what a pull request is reviewed by.
  snapshotFormat: { printBasicPrototype: false },
};
