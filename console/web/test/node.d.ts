/** What these tests use of Node. */

declare module "node:test" {
  interface Mock {
    readonly timers: { enable(options: { apis: readonly string[] }): void; tick(milliseconds: number): void };
  }
  export const mock: Mock;
  export interface TestContext {
    readonly mock: Mock;
  }
  export function test(name: string, run: (t: TestContext) => void | Promise<void>): void;
}

declare module "node:assert/strict" {
  export function deepEqual(actual: unknown, expected: unknown, message?: string): void;
  export function equal(actual: unknown, expected: unknown, message?: string): void;
  export function ok(actual: unknown, message?: string): asserts actual;
}
