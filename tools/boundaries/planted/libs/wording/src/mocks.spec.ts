// breaks: jest(no-restricted-jest-methods)
import { jest } from '@jest/globals';
jest.mock('./catalogue.js');
