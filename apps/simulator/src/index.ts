export { turnedClock, type TurnedClock } from './clock/turned-clock.js';
export type { Fault } from './faults/fault.js';
export type { Faults } from './faults/faults.js';
export type { Group, Inhabitants, NewBot, NewGroup, NewPerson, Resident } from './inhabitants.js';
export type { Bubble, BubbleButton, BubbleFile } from './persons/bubble.js';
export type { FileToSend } from './persons/person-actions.js';
export type { PersonChat, Pressed } from './persons/person-chat.js';
export { startSimulator, type Simulator, type SimulatorOptions } from './start-simulator.js';
export type { WorldEvent } from './world/world-event.js';
