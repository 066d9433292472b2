/**
 * What the tests of this module and of the starter share. Packed into a jar of its own,
 * so what is here may use nothing of the other tests.
 */
package dev.configstore.support;
