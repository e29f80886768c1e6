export * from './session';
export * from './rules';
export * from './sites';
export * from './people';
export * from './conversations';
export * from './plugins';
