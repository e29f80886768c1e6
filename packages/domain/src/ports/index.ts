export * from './order';
export * from './plugins';
export * from './results';
export * from './storable';
export * from './storage';
export * from './world';
