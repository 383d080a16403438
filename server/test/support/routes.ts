import { RequestMethod } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { TestApp } from './app.js';

// Where Nest's decorators leave their word.
const PATH = 'path';
const METHOD = 'method';

/**
 * Every route of every controller that is mounted, as «GET /projects/:id», also those that the
 * OpenAPI document leaves out.
 */
export function mountedRoutes({ app }: Pick<TestApp, 'app'>): string[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  const routes = controllers.flatMap(({ metatype }) => routesOf(metatype as new () => object));
  return [...new Set(routes)].sort();
}

function routesOf(controller: new () => object): string[] {
  const prefixes = many(Reflect.getMetadata(PATH, controller));
  const handlers = Object.values(Object.getOwnPropertyDescriptors(controller.prototype as object))
    .map(({ value }) => value as unknown)
    .filter((value) => typeof value === 'function')
    .filter((handler) => Reflect.hasMetadata(METHOD, handler));
  return prefixes.flatMap((prefix) =>
    handlers.flatMap((handler) => {
      const method = RequestMethod[Reflect.getMetadata(METHOD, handler) as RequestMethod];
      return many(Reflect.getMetadata(PATH, handler)).map(
        (path) => `${method} ${joined(prefix, path)}`,
      );
    }),
  );
}

function many(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value ?? '']) as string[];
}

function joined(...parts: string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
}
