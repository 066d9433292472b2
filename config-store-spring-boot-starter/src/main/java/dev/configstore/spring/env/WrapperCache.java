package dev.configstore.spring.env;

/**
 * What another library keeps of the values of a source of ours that it has wrapped.
 *
 * @param wrapper the name of the class of the wrapper
 * @param isEmptied whether we empty it: what is read of it is never older than the
 * generation in use
 */
public record WrapperCache(String wrapper, boolean isEmptied) {

}
