/**
 * What the tests of this module and of the starter share. It is packed into a jar without
 * the other tests, so it must not use them.
 */
package dev.configstore.support;
