import Echo
import LambdaRuntime

LambdaRuntime.run { EchoHandler() }
