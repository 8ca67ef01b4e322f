package dev.kontor.kit.client;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A question to another service that is asked again when the connection fails or the answer is 503: twice at most,
/// after pauses, see [Retry]. Belongs on the GET, HEAD and PUT methods of a `@RegisterRestClient`, and on no other:
/// what is done twice by those is done once.
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Retried {}
